/* questions: what `remedy add` asks about a draft, one line after the other, until
 * what the answers make passes test and lint. */
#ifndef REMEDY_COMMANDS_QUESTIONS_H
#define REMEDY_COMMANDS_QUESTIONS_H

#include "catalog/catalog.h"
#include "commands/destination.h"
#include "commands/lesson.h"

/* Completes the lesson's draft. The file's text, or NULL if the person leaves or
 * nobody can be asked, which is said. Nothing is written. */
const char *questions_ask(struct lesson *l, const struct destination *to, struct catalog *catalog);

/* Where the draft's file is to be: FOLDER/ID.yaml. */
const char *questions_file(struct arena *a, const struct destination *to, const struct draft *d);

#endif
