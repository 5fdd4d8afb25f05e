/* annotation: a hint as a mark at the user's file and line, in the way of the CI
 * system that we run under. */
#ifndef REMEDY_COMMANDS_ANNOTATION_H
#define REMEDY_COMMANDS_ANNOTATION_H

#include "base/arena.h"
#include "failure/failure.h"

struct annotation {
	const char *id;    /* the pattern's, or "" */
	const char *title; /* one line */
	const char *text;  /* several lines */
	const char *file;  /* NULL if there is no such place in the user's own files */
	int line;          /* 0 if not known */
};

/* The user's place of a failure, relative to the CI's checkout (GITHUB_WORKSPACE,
 * CI_PROJECT_DIR, BUILDKITE_BUILD_CHECKOUT_PATH) or, without one, to `cwd` (may
 * be NULL). file is NULL for what lies outside. */
void annotation_place(struct arena *a, struct annotation *n, const struct failure *f, const char *cwd);

/* `::error file=…,line=…,title=…::…` and a newline: GitHub's workflow command. */
char *annotation_github(struct arena *a, const struct annotation *n);

/* By the environment: GITHUB_ACTIONS, a workflow command on `fd`; GITLAB_CI, an
 * entry in the code quality report (REMEDY_CODE_QUALITY, else
 * gl-code-quality-report.json in CI_PROJECT_DIR); BUILDKITE, through
 * buildkite-agent, if there is one. Elsewhere nothing. False if it failed. */
bool annotation_leave(struct arena *a, const struct annotation *n, int fd);

#endif
