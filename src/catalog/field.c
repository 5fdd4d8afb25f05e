#include "catalog/field.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/lang.h"

struct diagnostic *
field_error(struct fields *r, const struct node *at, const char *message)
{
	r->failed = true;
	return diagnostics_add(r->d, r->file, at->line, at->column, "%s", message);
}

const char *
field_text(struct fields *r, const struct node *n)
{
	if (n == NULL)
		return NULL;
	if (n->kind == NODE_SCALAR)
		return n->text;
	field_error(r, n, arena_printf(r->arena, _("%s: one text is expected here"), n->key ? n->key->text : "?"));
	return NULL;
}

const char *
field_line(struct fields *r, const struct node *n)
{
	const char *s = field_text(r, n);
	if (s == NULL)
		return NULL;
	size_t size = strlen(s);
	while (size > 0 && s[size - 1] == '\n')
		size--;
	return s[size] == '\0' ? s : arena_strndup(r->arena, s, size);
}

bool
field_integer(struct fields *r, const struct node *n, long least, long most, int *out)
{
	const char *s = field_text(r, n);
	if (s == NULL)
		return false;
	char *end;
	errno = 0;
	long v = strtol(s, &end, 10);
	if (*s == '\0' || *end != '\0' || errno != 0 || v < least || v > most) {
		field_error(r, n,
			    arena_printf(r->arena, _("%s: a number from %ld to %ld is expected"),
					 n->key ? n->key->text : "?", least, most));
		return false;
	}
	*out = (int)v;
	return true;
}

const char **
field_list(struct fields *r, const struct node *n)
{
	if (n == NULL)
		return NULL;
	if (n->kind == NODE_MAP) {
		field_error(r, n,
			    arena_printf(r->arena, _("%s: a text or a list is expected"), n->key ? n->key->text : "?"));
		return NULL;
	}
	const char **list = arena_array(r->arena, n->count + 2, sizeof(*list));
	size_t count = 0;
	if (n->kind == NODE_SCALAR)
		list[count++] = n->text;
	else
		for (const struct node *i = n->first; i != NULL; i = i->next)
			if ((list[count] = field_text(r, i)) != NULL)
				count++;
	return list;
}

void
field_keys(struct fields *r, const struct node *map, const char *keys)
{
	if (map->kind != NODE_MAP) {
		field_error(r, map, _("keys with values are expected here"));
		return;
	}
	for (const struct node *n = map->first; n != NULL; n = n->next) {
		size_t size = strlen(n->key->text);
		const char *p = keys;
		bool known = false;
		while (!known && *p != '\0') {
			size_t word = strcspn(p, " ");
			known = word == size && memcmp(p, n->key->text, size) == 0;
			p += word;
			p += strspn(p, " ");
		}
		if (!known)
			field_error(r, n->key, arena_printf(r->arena, _("unknown key '%.60s'"), n->key->text))->advice =
				arena_printf(r->arena, _("known here: %s"), keys);
	}
}
