/* reading: logs made into findings, part by part as they come: parsed, the
 * failures told apart, each asked of the catalog. */
#ifndef REMEDY_COMMANDS_READING_H
#define REMEDY_COMMANDS_READING_H

#include "catalog/catalog.h"
#include "commands/finding.h"

enum { FACTS_LIMIT = 256 };

/* What `remedy explain` was asked for. */
struct request {
	bool json, trace, local, follow, fail;
	const struct rendering *form; /* NULL: json */
	const char *command, *list, *project;
	int status;
	const char **files;
	size_t file_count;
	char *facts[FACTS_LIMIT]; /* NAME=VALUE */
	size_t fact_count;
};

/* What is at hand while logs are read. */
struct reading {
	struct arena *arena;
	struct catalog *catalog;
	const struct request *request;
	struct wording *wording; /* made when it is first asked */
	struct findings *findings;
	struct json_t *json;
	const char *name; /* of the log */
	char changed[11]; /* the day it was last written to, or "" */
	struct {
		size_t line; /* the first line not read yet */
		char day[11];
	} before; /* what the lines before that one tell of */
	size_t logs;
	bool hinted, failed, troubled;
	bool silent; /* what failed in it needs no cure */
};

/* Reads all that is asked for. */
void reading_all(struct reading *r);
/* The same as it grows; each finding is printed as it is made. */
void reading_follow(struct reading *r);

#endif
