/* passage: sentences of ours at a terminal, broken between words and not where the
 * terminal happens to end. What goes elsewhere stays in one line. */
#ifndef REMEDY_COMMANDS_PASSAGE_H
#define REMEDY_COMMANDS_PASSAGE_H

#include <stdio.h>

#include "base/arena.h"

/* Columns of the terminal at fd; 0 if it is none, or does not say. */
size_t passage_columns(int fd);

/* printf; blanks that the text begins with are repeated before its further lines. */
void passage_print(struct arena *a, FILE *out, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* The same on stderr, for what is said on the way out. */
void passage_tell(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* A text of paragraphs and of a list ("  --name  what it is", what goes on stands below the
 * words): at a terminal that is narrower than its lines it is broken anew. */
void passage_help(struct arena *a, FILE *out, const char *text);

/* A question as it is asked in so many columns (0: any). */
struct question {
	const char *above; /* lines that are printed first, each with its newline; "" for none */
	const char *line;  /* what the line begins with in which the answer is typed */
	size_t width;      /* of the widest of them */
};

struct question passage_question(struct arena *a, const char *text, size_t columns);

/* The question as one line that a terminal of so many columns breaks between words,
 * by blanks up to its edge: for one that changes while the answer is typed. */
char *passage_padded(struct arena *a, const char *text, size_t columns);

#endif
