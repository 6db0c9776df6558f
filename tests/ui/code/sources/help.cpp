// Another file of the same run.

void help();
