"report.txt".endswith([".txt", ".md"])
