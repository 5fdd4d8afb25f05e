#include "facts/expression.h"

#include <string.h>

bool
expression_is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
	       (unsigned char)c >= 0x80;
}

static size_t
read_string(struct expression *e, size_t at)
{
	char quote = e->text[at];
	size_t begin = at;
	bool triple = at + 2 < e->size && e->text[at + 1] == quote && e->text[at + 2] == quote;
	size_t step = triple ? 3 : 1;
	for (at += step; at < e->size; at++) {
		e->mate[at] = EXPRESSION_INSIDE;
		if (e->text[at] == '\\') {
			if (++at < e->size)
				e->mate[at] = EXPRESSION_INSIDE;
			continue;
		}
		bool closes = e->text[at] == quote &&
			      (!triple || (at + 2 < e->size && e->text[at + 1] == quote && e->text[at + 2] == quote));
		if (!closes)
			continue;
		for (size_t n = 1; n < step; n++)
			e->mate[begin + n] = e->mate[at + n - 1] = EXPRESSION_INSIDE;
		at += step - 1;
		e->mate[begin] = (short)at;
		e->mate[at] = (short)begin;
		return at + 1;
	}
	e->mate[begin] = EXPRESSION_OPEN;
	return at;
}

bool
expression_read(struct expression *e, const char *text, size_t size)
{
	short open[EXPRESSION_LIMIT];
	size_t depth = 0;
	*e = (struct expression){.text = text, .size = size};
	if (size > EXPRESSION_LIMIT)
		return false;
	for (size_t n = 0; n < size; n++)
		e->mate[n] = EXPRESSION_PLAIN;
	for (size_t at = 0; at < e->size;) {
		char c = text[at];
		if (c == '"' || c == '\'') {
			at = read_string(e, at);
			continue;
		}
		if (c == '#') {
			e->size = at;
			break;
		}
		if (strchr("([{", c) != NULL) {
			e->mate[at] = EXPRESSION_OPEN;
			open[depth++] = (short)at;
		} else if (strchr(")]}", c) != NULL) {
			e->mate[at] = EXPRESSION_OPEN;
			if (depth > 0) {
				size_t other = (size_t)open[--depth];
				e->mate[at] = (short)other;
				e->mate[other] = (short)at;
			}
		}
		at++;
	}
	while (e->size > 0 && strchr(" \t\r", text[e->size - 1]) != NULL)
		e->size--;
	return true;
}

size_t
expression_operand(const struct expression *e, size_t end)
{
	size_t at = end;
	while (at > 0) {
		char c = e->text[at - 1];
		if ((strchr(")]}\"'", c) != NULL && e->mate[at - 1] >= 0) && (size_t)e->mate[at - 1] < at) {
			at = (size_t)e->mate[at - 1];
			/* Behind a closing bracket a call or a subscript goes on to the left;
			 * before a string only its prefix letters do. */
			if (at > 0 && (expression_is_letter(e->text[at - 1]) ||
				       (strchr("([", c == ')' ? '(' : '[') != NULL && c != '"' && c != '\'' &&
					c != '}' && strchr(")]\"'", e->text[at - 1]) != NULL)))
				continue;
		} else if (expression_is_letter(c) && e->mate[at - 1] == EXPRESSION_PLAIN) {
			while (at > 0 && expression_is_letter(e->text[at - 1]))
				at--;
		} else {
			break;
		}
		if (at == 0 || e->text[at - 1] != '.')
			break;
		if (at == 1)
			break;
		at--;
	}
	return at;
}

size_t
expression_operand_end(const struct expression *e, size_t begin)
{
	size_t at = begin;
	while (at < e->size && (e->text[at] == '-' || e->text[at] == '+'))
		at++;
	while (at < e->size) {
		char c = e->text[at];
		if (strchr("([{\"'", c) != NULL && e->mate[at] > (short)at) {
			bool first = at == begin;
			if (c == '{' && !first)
				break;
			at = (size_t)e->mate[at] + 1;
		} else if (expression_is_letter(c) || c == '.') {
			at++;
		} else {
			break;
		}
	}
	return at;
}

size_t
expression_argument(const struct expression *e, size_t begin)
{
	size_t at = begin;
	while (at < e->size && strchr(",:)]}", e->text[at]) == NULL)
		at = e->mate[at] > (short)at ? (size_t)e->mate[at] + 1 : at + 1;
	return at;
}

size_t
expression_find(const struct expression *e, const char *operator, bool deep, size_t *at)
{
	static const char signs[] = "+-*/%&|^<>=!@";
	size_t count = 0, n = strlen(operator);
	bool word = expression_is_letter(operator[0]);
	for (size_t i = 0; i < e->size;) {
		size_t run = 0;
		if (e->mate[i] == EXPRESSION_INSIDE || (!deep && e->mate[i] > (short)i)) {
			i = e->mate[i] > (short)i ? (size_t)e->mate[i] + 1 : i + 1;
			continue;
		}
		while (i + run < e->size && e->mate[i + run] == EXPRESSION_PLAIN &&
		       (word ? expression_is_letter(e->text[i + run]) : strchr(signs, e->text[i + run]) != NULL))
			run++;
		if (run == n && memcmp(e->text + i, operator, n) == 0) {
			count++;
			*at = i;
		}
		i += run > 0 ? run : 1;
	}
	return count;
}
