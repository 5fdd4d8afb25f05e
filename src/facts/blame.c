#define _GNU_SOURCE
#include "facts/blame.h"

#include <string.h>

#include "base/text.h"
#include "facts/assignment.h"
#include "facts/expression.h"
#include "facts/source.h"

static const char *
piece(struct subject *s, const struct expression *e, size_t from, size_t to)
{
	while (from < to && e->text[from] == ' ')
		from++;
	while (to > from && e->text[to - 1] == ' ')
		to--;
	return to > from ? arena_strndup(s->facts->arena, e->text + from, to - from) : NULL;
}

/* The line, or the part of it that is marked. */
static bool
stretch(struct subject *s, const struct frame *frame, struct expression *e, bool *marked)
{
	size_t size = strlen(frame->source), from = 0;
	const char *version = facts_value(s->facts, s, "python.version").text;
	if (version == NULL)
		version = facts_value(s->facts, s, "python.minor").text;
	int order;
	*marked = frame->caret_from > 0 && frame->caret_to >= frame->caret_from;
	if (*marked) {
		from = text_offset(frame->source, frame->caret_from);
		size_t to = text_offset(frame->source, frame->caret_to + 1);
		/* Carets that do not lie on the line: a line of several was marked. */
		if (from >= size || to <= from)
			*marked = false;
		else
			size = to;
	}
	if (!expression_read(e, frame->source + (*marked ? from : 0), size - (*marked ? from : 0)))
		return false;
	/* A line that would be marked whole is not marked. */
	if (!*marked && version != NULL && version_compare(version, "3.11", &order) && order >= 0) {
		*marked = true;
		for (size_t n = 0; n < e->size && *marked; n++)
			*marked = e->mate[n] != EXPRESSION_OPEN;
	}
	return true;
}

/* `x.attribute`: what stands before the dot. */
static const char *
before_attribute(struct subject *s, const struct expression *e, bool marked, const char *attribute)
{
	size_t n = strlen(attribute), count = 0, at = 0;
	for (size_t i = 1; i + n <= e->size; i++) {
		if (e->mate[i] != EXPRESSION_PLAIN || e->text[i - 1] != '.' || memcmp(e->text + i, attribute, n) != 0 ||
		    (i + n < e->size && expression_is_letter(e->text[i + n])))
			continue;
		count++;
		at = i - 1;
	}
	if (count == 0 || (count > 1 && !marked))
		return NULL;
	size_t begin = expression_operand(e, at);
	return piece(s, e, begin, at);
}

/* The file gives the name a value of its own, which a function's name has not. */
static bool
is_variable(struct subject *s, const struct expression *e, size_t begin, size_t end)
{
	struct assignment given;
	const char *text = source_text(s, NULL), *name = piece(s, e, begin, end);
	const struct frame *frame = failure_user_frame(s->failure);
	return text != NULL && name != NULL && assignment_before(s->facts->arena, text, name, frame->line, &given);
}

/* `x(…)` or `x[…]`: what stands before the bracket. */
static const char *
before_bracket(struct subject *s, const struct expression *e, bool marked, char bracket)
{
	size_t count = 0, at = 0, variables = 0, variable = 0;
	if (marked && e->size > 0) {
		/* The mark ends where the call or subscript does. */
		short open = e->mate[e->size - 1];
		if (open <= 0 || e->text[open] != bracket)
			return NULL;
		size_t end = (size_t)open;
		while (end > 0 && e->text[end - 1] == ' ')
			end--;
		return piece(s, e, expression_operand(e, end), end);
	}
	for (size_t i = 1; i < e->size; i++) {
		bool plain = e->text[i] == bracket && e->mate[i] > (short)i;
		size_t begin = plain ? expression_operand(e, i) : i;
		if (begin == i || source_is_keyword(e->text + begin, i - begin))
			continue;
		if (is_variable(s, e, begin, i) && variables++ == 0)
			variable = i;
		count++;
		at = i;
	}
	if (count > 1 && variables == 1 && bracket == '(')
		at = variable;
	else if (count != 1)
		return NULL;
	return piece(s, e, expression_operand(e, at), at);
}

/* The first argument of the only call of that function. */
static const char *
argument_of(struct subject *s, const struct expression *e, const char *function)
{
	size_t at = 0, n = strlen(function);
	if (expression_find(e, function, true, &at) != 1 || at + n >= e->size || e->text[at + n] != '(')
		return NULL;
	return piece(s, e, at + n + 1, expression_argument(e, at + n + 1));
}

/* `for x in …:`, `a, b = …`, `"a" in …`, `max(…)`. */
static const char *
iterated(struct subject *s, const struct expression *e, const struct frame *frame, bool marked)
{
	struct expression line;
	size_t at = 0;
	if (marked && expression_find(e, "in", false, &at) == 1)
		return piece(s, e, at + 2, expression_argument(e, at + 2));
	/* A comprehension may be marked whole. */
	if (marked && expression_find(e, "in", true, &at) == 1)
		return piece(s, e, at + 2, expression_argument(e, at + 2));
	bool loop = strncmp(frame->source, "for ", 4) == 0;
	if (!expression_read(&line, frame->source, strlen(frame->source)))
		return NULL;
	if (marked && e->size > 1 && e->text[e->size - 1] == ')' && e->mate[e->size - 1] > 0) {
		/* A builtin that goes through its argument, or a function that gave it. */
		static const char *const takers[] = {"max",  "min", "sum",    "list",      "tuple", "set",
						     "dict", "all", "sorted", "enumerate", "any",   "frozenset"};
		static const char *const several[] = {"zip", "map", "filter"};
		size_t open = (size_t)e->mate[e->size - 1];
		for (size_t n = 0; n < sizeof(several) / sizeof(several[0]); n++)
			if (strlen(several[n]) == open && memcmp(e->text, several[n], open) == 0)
				return NULL;
		for (size_t n = 0; n < sizeof(takers) / sizeof(takers[0]); n++)
			if (strlen(takers[n]) == open && memcmp(e->text, takers[n], open) == 0)
				return piece(s, e, open + 1, expression_argument(e, open + 1));
	}
	if (loop && expression_find(&line, "in", false, &at) == 1) {
		const char *after = piece(s, &line, at + 2, expression_argument(&line, at + 2));
		const char *whole = marked ? piece(s, e, 0, e->size) : after;
		return after != NULL && whole != NULL && strcmp(after, whole) == 0 ? after : NULL;
	}
	if (expression_find(&line, "=", false, &at) == 1 && memchr(line.text, ',', at) != NULL)
		return piece(s, &line, at + 1, line.size);
	if (marked && expression_find(e, "=", false, &at) == 0)
		return piece(s, e, 0, e->size);
	return expression_find(&line, "in", false, &at) == 1
		       ? piece(s, &line, at + 2, expression_argument(&line, at + 2))
		       : NULL;
}

/* `with x as y:` or `with x:`. */
static const char *
entered(struct subject *s, const struct frame *frame)
{
	struct expression line;
	size_t at = 0, to;
	if (!expression_read(&line, frame->source, strlen(frame->source)) ||
	    expression_find(&line, "with", false, &at) != 1)
		return NULL;
	at += strlen("with");
	to = expression_argument(&line, at);
	if (to >= line.size || line.text[to] != ':')
		return NULL;
	line.size = to;
	if (expression_find(&line, "as", false, &to) > 1)
		return NULL;
	return piece(s, &line, at, to);
}

/* Both sides of an operator. */
static void
operands(struct subject *s, const struct expression *e, bool marked, const char *operator, struct blame * found)
{
	size_t at = 0, n = strlen(operator), count = expression_find(e, operator, !marked, &at);
	if (count == 0 || (count > 1 && !marked))
		return;
	size_t from = 0, to = e->size, end = at, begin = at + n;
	if (!marked) {
		while (end > 0 && e->text[end - 1] == ' ')
			end--;
		while (begin < e->size && e->text[begin] == ' ')
			begin++;
		from = expression_operand(e, end);
		to = expression_operand_end(e, begin);
		/* Of a longer sum which part failed is not known. */
		size_t next = to + strspn(e->text + to, " "), prior = from;
		while (prior > 0 && e->text[prior - 1] == ' ')
			prior--;
		if (from == end || to == begin || (next < e->size && strchr("+-*/%&|^<>@", e->text[next]) != NULL) ||
		    (prior > 0 && strchr("+-*/%&|^<>@", e->text[prior - 1]) != NULL))
			return;
	}
	found->left = piece(s, e, from, at);
	found->right = piece(s, e, at + n, to);
	found->operation = piece(s, e, from, to);
	if (found->left == NULL || found->right == NULL)
		found->left = found->right = found->operation = NULL;
}

/* 'X' and 'Y' of a message about an operator: which side is to blame. */
static void
blame_type(struct blame *found, const char *message, const char *type, const char *between)
{
	char *left = strstr(message, between);
	if (found->left == NULL || left == NULL)
		return;
	size_t n = strlen(type), size = strlen(message);
	bool first = (size_t)(left - message) >= n && strncmp(left - n, type, n) == 0;
	const char *behind = left + strlen(between);
	bool second = strncmp(behind, type, n) == 0 && (size_t)(behind - message) <= size;
	if (first != second)
		found->text = first ? found->left : found->right;
}

/* The operator that a message names, `+` of "for +: 'int' and 'str'". */
static const char *
operator_of(struct subject *s, const char *message)
{
	static const char said[] = "unsupported operand type(s) for ";
	if (strncmp(message, said, sizeof(said) - 1) == 0) {
		const char *at = message + sizeof(said) - 1;
		return arena_strndup(s->facts->arena, at, strcspn(at, ": "));
	}
	if (strncmp(message, "can only concatenate ", 21) == 0)
		return "+";
	if (strncmp(message, "can't multiply sequence", 23) == 0)
		return "*";
	if (message[0] == '\'' && strstr(message, "' not supported between instances of ") != NULL)
		return arena_strndup(s->facts->arena, message + 1, strcspn(message + 1, "'"));
	return NULL;
}

/* Functions whose argument a message is about. */
static const char *
taken_by(struct subject *s, const struct expression *e, const char *message)
{
	static const struct {
		const char *said, *function;
	} known[] = {
		{"has no len()", "len"},
		{"int() ", "int"},
		{" int()", "int"},
		{"float() ", "float"},
		{"string to float", "float"},
		{"for abs()", "abs"},
		{"__round__", "round"},
		{"not NoneType", "open"},
		{"JSON object must be", "loads"},
		{"ord() ", "ord"},
		{"cannot be interpreted as an integer", "range"},
		{"cannot be interpreted as an integer", "chr"},
	};
	for (size_t n = 0; n < sizeof(known) / sizeof(known[0]); n++) {
		const char *found =
			strstr(message, known[n].said) == NULL ? NULL : argument_of(s, e, known[n].function);
		if (found != NULL)
			return found;
	}
	return NULL;
}

struct blame
blame_line(struct subject *s, const struct frame *frame)
{
	struct blame blame = {0}, *found = &blame;
	struct expression e, line;
	bool marked;
	const char *m = s->failure->message;
	if (!stretch(s, frame, &e, &marked))
		return blame;
	const char *operator= operator_of(s, m);
	const char *attribute = strstr(m, "has no attribute '");
	if (operator!= NULL) {
		operands(s, &e, marked, operator, found);
		blame_type(found, m, "NoneType'", " and '");
		if (found->text == NULL)
			blame_type(found, m, "str'", " and '");
	} else if (attribute != NULL) {
		attribute += strlen("has no attribute '");
		found->text = before_attribute(s, &e, marked,
					       arena_strndup(s->facts->arena, attribute, strcspn(attribute, "'")));
	} else if (strstr(m, "not subscriptable") != NULL || strstr(m, "support item") != NULL ||
		   strstr(m, "indices must be") != NULL || strstr(m, "index out of range") != NULL) {
		found->text = before_bracket(s, &e, marked, '[');
	} else if (strcmp(s->failure->name, "KeyError") == 0) {
		found->text = before_bracket(s, &e, marked, '[');
	} else if (strstr(m, "object is not callable") != NULL) {
		found->text = before_bracket(s, &e, marked, '(');
	} else if (strstr(m, "not iterable") != NULL || strstr(m, "non-iterable") != NULL ||
		   strstr(m, "is not a container or iterable") != NULL || strstr(m, "values to unpack") != NULL) {
		found->text = iterated(s, &e, frame, marked);
	} else if (strstr(m, "context manager protocol") != NULL) {
		found->text = entered(s, frame);
	} else if (expression_read(&line, frame->source, strlen(frame->source))) {
		found->text = taken_by(s, &line, m);
	}
	return blame;
}
