"""The site of `election-facts explore`: pages on which every figure opens the sentence that it comes from."""
