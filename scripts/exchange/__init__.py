"""One source and its annotations for an annotation tool, and back: brat, UIMA CAS and Web Annotation."""
