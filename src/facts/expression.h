/* expression: a stretch of one line of Python, taken apart as far as its
 * brackets, strings and operators tell. Nothing is parsed further. */
#ifndef REMEDY_FACTS_EXPRESSION_H
#define REMEDY_FACTS_EXPRESSION_H

#include <stdbool.h>
#include <stddef.h>

enum { EXPRESSION_LIMIT = 512 };

struct expression {
	const char *text; /* not NUL-terminated */
	size_t size;
	/* Of a bracket or a quote the place of its partner, OPEN without one; of
	 * what stands in a string or a comment INSIDE; else PLAIN. */
	short mate[EXPRESSION_LIMIT];
};
enum { EXPRESSION_PLAIN = -1, EXPRESSION_INSIDE = -2, EXPRESSION_OPEN = -3 };

/* False if it is longer than EXPRESSION_LIMIT. A comment at its end is cut off. */
bool expression_read(struct expression *e, const char *text, size_t size);
/* Where the operand begins that ends right before `end`: names, attributes,
 * calls, subscripts, strings, numbers. `end` itself if there is none. */
size_t expression_operand(const struct expression *e, size_t end);
/* One past the operand that begins at `begin`. */
size_t expression_operand_end(const struct expression *e, size_t begin);
/* One past the depth of `begin`: the comma, closing bracket, colon or end behind it. */
size_t expression_argument(const struct expression *e, size_t begin);
/* How often the operator (or the word) stands at the depth of the whole
 * expression, or at any depth; *at gets the last place. */
size_t expression_find(const struct expression *e, const char *operator, bool deep, size_t *at);
bool expression_is_letter(char c);

#endif
