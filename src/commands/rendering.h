/* rendering: findings in a form for people or for other programs. */
#ifndef REMEDY_COMMANDS_RENDERING_H
#define REMEDY_COMMANDS_RENDERING_H

#include <stdio.h>

#include "commands/finding.h"

struct rendering {
	const char *name;
	/* All that were found, at the end. */
	void (*all)(FILE *out, struct findings *f);
	/* One that was found just now, or found again; NULL: the form is one whole. */
	void (*one)(FILE *out, struct finding *f);
};

/* The form of that name; NULL if there is none. */
const struct rendering *rendering_named(const char *name);

void text_all(FILE *out, struct findings *f);
void text_one(FILE *out, struct finding *f);
void jsonl_all(FILE *out, struct findings *f);
void jsonl_one(FILE *out, struct finding *f);
void github_all(FILE *out, struct findings *f);
void github_one(FILE *out, struct finding *f);
/* SARIF 2.1.0, https://docs.oasis-open.org/sarif/sarif/v2.1.0/. */
void sarif_all(FILE *out, struct findings *f);
/* JUnit's XML, as Jenkins and GitLab read it. */
void junit_all(FILE *out, struct findings *f);

#endif
