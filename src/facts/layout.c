#include "facts/layout.h"

#include <stdbool.h>
#include <string.h>

#include "facts/expression.h"

/* What a statement allows to follow it in its own block. */
enum opener { PLAIN, CONDITION, LOOP, ATTEMPT, HANDLER, LAST };

struct reader {
	struct layout *l;
	const char *at;
	int line;
	struct {
		char sign;
		int line;
	} open[LAYOUT_DEEPEST];
	size_t brackets;
	enum opener openers[LAYOUT_DEEPEST]; /* of the last statement of each block */
	bool colon;                          /* the last statement opened a block */
	int statement;                       /* its line */
};

char
layout_closing(char open)
{
	return open == '(' ? ')' : open == '[' ? ']' : '}';
}

static bool
fault(struct reader *r, enum layout_fault kind, const char *at)
{
	r->l->fault = kind;
	r->l->line = r->line;
	r->l->at = at;
	return false;
}

static bool
begins(const char *at, const char *word)
{
	size_t n = strlen(word);
	return strncmp(at, word, n) == 0 && !expression_is_letter(at[n]);
}

static enum opener
opener(const char *at)
{
	if (begins(at, "async"))
		at += 5 + strspn(at + 5, " \t");
	return begins(at, "if") || begins(at, "elif")        ? CONDITION
	       : begins(at, "for") || begins(at, "while")    ? LOOP
	       : begins(at, "try")                           ? ATTEMPT
	       : begins(at, "except")                        ? HANDLER
	       : begins(at, "else") || begins(at, "finally") ? LAST
							     : PLAIN;
}

static bool
follows(const char *at, enum opener before)
{
	if (begins(at, "elif"))
		return before == CONDITION;
	if (begins(at, "else"))
		return before == CONDITION || before == LOOP || before == HANDLER;
	if (begins(at, "except"))
		return before == ATTEMPT || before == HANDLER;
	if (begins(at, "finally"))
		return before == ATTEMPT || before == HANDLER || before == LAST;
	return true;
}

/* The block that a statement with this indent belongs to. */
static bool
enter(struct reader *r, size_t indent)
{
	struct layout *l = r->l;
	size_t top = l->levels[l->depth - 1];
	if (r->colon) {
		l->open_line = r->statement;
		if (indent <= top)
			return fault(r, LAYOUT_EMPTY, r->at);
		if (l->depth == LAYOUT_DEEPEST)
			return fault(r, LAYOUT_LOST, r->at);
		r->openers[l->depth] = PLAIN;
		l->levels[l->depth++] = indent;
	} else if (indent > top) {
		return fault(r, LAYOUT_DEEPER, r->at);
	} else {
		size_t depth = l->depth;
		while (depth > 1 && l->levels[depth - 1] > indent)
			depth--;
		if (l->levels[depth - 1] != indent)
			return fault(r, LAYOUT_BETWEEN, r->at);
		if (!follows(r->at, r->openers[depth - 1]))
			return fault(r, LAYOUT_ORPHAN, r->at);
		l->depth = depth;
	}
	r->openers[l->depth - 1] = opener(r->at);
	r->statement = r->line;
	return true;
}

/* Behind a string; false where it is not closed. */
static bool
string(struct reader *r)
{
	char quote = *r->at;
	const char *begin = r->at;
	bool triple = r->at[1] == quote && r->at[2] == quote;
	for (r->at += triple ? 3 : 1; *r->at != '\0'; r->at++) {
		if (*r->at == '\\' && r->at[1] != '\0') {
			r->at++;
			r->line += *r->at == '\n';
			continue;
		}
		if (*r->at == '\n') {
			if (!triple)
				break;
			r->line++;
		}
		if (*r->at == quote && (!triple || (r->at[1] == quote && r->at[2] == quote))) {
			r->at += triple ? 3 : 1;
			return true;
		}
	}
	return fault(r, LAYOUT_LOST, begin);
}

static bool
bracket(struct reader *r)
{
	char c = *r->at;
	if (strchr("([{", c) != NULL) {
		if (r->brackets == LAYOUT_DEEPEST)
			return fault(r, LAYOUT_LOST, r->at);
		r->open[r->brackets].sign = c;
		r->open[r->brackets++].line = r->line;
		return true;
	}
	if (r->brackets == 0)
		return fault(r, LAYOUT_UNMATCHED, r->at);
	r->brackets--;
	r->l->open = r->open[r->brackets].sign;
	r->l->open_line = r->open[r->brackets].line;
	return layout_closing(r->l->open) == c || fault(r, LAYOUT_MISMATCHED, r->at);
}

/* One statement, to the end of its last line. */
static bool
statement(struct reader *r)
{
	char last = '\0';
	for (; *r->at != '\0'; r->at++) {
		char c = *r->at;
		if (c == '#') {
			r->at += strcspn(r->at, "\n");
			c = *r->at;
		}
		if (c == '\0')
			break;
		if (c == '\n') {
			r->line++;
			if (r->brackets == 0) {
				r->at++;
				break;
			}
		} else if (c == '\\' && (r->at[1] == '\n' || (r->at[1] == '\r' && r->at[2] == '\n'))) {
			r->at += r->at[1] == '\r' ? 2 : 1;
			r->line++;
		} else if (c == '"' || c == '\'') {
			if (!string(r))
				return false;
			r->at--;
			last = c;
		} else if (strchr("()[]{}", c) != NULL) {
			if (!bracket(r))
				return false;
			last = c;
		} else if (strchr(" \t\r\f", c) == NULL) {
			last = c;
		}
	}
	r->colon = last == ':';
	return true;
}

void
layout_read(const char *text, struct layout *l)
{
	struct reader r = {.l = l, .at = text, .line = 1};
	*l = (struct layout){.depth = 1};
	bool tabs = false, spaces = false;
	while (*r.at != '\0') {
		size_t indent = strspn(r.at, " \t\f");
		if (strchr("#\r\n", r.at[indent]) != NULL) {
			r.at += strcspn(r.at, "\n");
			if (*r.at == '\0')
				break;
			r.at++;
			r.line++;
			continue;
		}
		tabs = tabs || memchr(r.at, '\t', indent) != NULL;
		spaces = spaces || memchr(r.at, ' ', indent) != NULL;
		r.at += indent;
		if (tabs && spaces) {
			fault(&r, LAYOUT_LOST, r.at);
			return;
		}
		if (!enter(&r, indent) || !statement(&r))
			return;
	}
	if (r.brackets > 0) {
		l->open = r.open[r.brackets - 1].sign;
		l->open_line = r.open[r.brackets - 1].line;
		fault(&r, LAYOUT_UNCLOSED, r.at);
	} else if (r.colon) {
		l->open_line = r.statement;
		fault(&r, LAYOUT_EMPTY, r.at);
	}
}
