/* layout: whether the brackets, quotes and blocks of a Python file fit each other,
 * and the first place where they do not. Far less than a parser: what stands
 * between the brackets is not looked at. One pass, no memory of its own. */
#ifndef REMEDY_FACTS_LAYOUT_H
#define REMEDY_FACTS_LAYOUT_H

#include <stddef.h>

enum layout_fault {
	LAYOUT_SOUND,
	LAYOUT_UNCLOSED,   /* the file ends, and `open` of line `open_line` is open */
	LAYOUT_UNMATCHED,  /* *at closes nothing */
	LAYOUT_MISMATCHED, /* *at closes `open` of line `open_line`, which is of another kind */
	LAYOUT_DEEPER,     /* indented, and nothing opens a block */
	LAYOUT_BETWEEN,    /* indented like no block around it */
	LAYOUT_EMPTY,      /* not indented, behind the colon of line `open_line` */
	LAYOUT_ORPHAN,     /* else, elif, except or finally of no block */
	LAYOUT_LOST,       /* an open quote, tabs among spaces, or deeper than LAYOUT_DEEPEST */
};
enum { LAYOUT_DEEPEST = 100 };

struct layout {
	enum layout_fault fault;
	int line;       /* where, from 1 */
	const char *at; /* in the text: the bracket, or the first character behind the indent */
	char open;
	int open_line;
	size_t levels[LAYOUT_DEEPEST]; /* the indents of the blocks that are open there */
	size_t depth;                  /* of these; the first is 0 */
};

void layout_read(const char *text, struct layout *l);
/* The bracket that closes `open`. */
char layout_closing(char open);

#endif
