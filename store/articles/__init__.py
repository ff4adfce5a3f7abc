"""Articles: pages in and out, history, links between them. Plain functions of records."""
