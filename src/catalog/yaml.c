#include "catalog/yaml.h"

#include <libfyaml.h>
#include <stdint.h>
#include <string.h>

#include "base/lang.h"
#include "base/text.h"

/* libfyaml 0.7 exports these three, but declares them in later headers only. */
const struct fy_mark *fy_token_start_mark(struct fy_token *token);
const struct fy_mark *fy_event_start_mark(struct fy_event *event);
struct fy_diag_error *fy_diag_errors_iterate(struct fy_diag *diag, void **previous);

enum { DEPTH = 16 };

struct builder {
	struct arena *arena;
	const char *file;
	int line; /* what the text's first line is in the file */
	struct diagnostics *diagnostics;
	bool failed;
	size_t depth;
	struct {
		struct node *node;
		struct node **last;
		const struct node *key; /* of a map: read, and its value is awaited */
	} open[DEPTH];
	struct node *root;
};

static void
yaml_error(struct builder *b, int line, int column, const char *message)
{
	if (!b->failed)
		diagnostics_add(b->diagnostics, b->file, line, column, "%s", message);
	b->failed = true;
}

static struct node *
yaml_node(struct builder *b, enum node_kind kind, const struct fy_mark *mark)
{
	struct node *n = arena_alloc(b->arena, sizeof(*n));
	n->kind = kind;
	n->line = mark == NULL ? b->line : b->line + mark->line;
	n->column = mark == NULL ? 1 : mark->column + 1;
	return n;
}

static bool
yaml_has(const struct node *map, const char *key)
{
	return yaml_get(map, key) != NULL;
}

/* Puts a finished or opened node where it belongs. */
static void
yaml_place(struct builder *b, struct node *n)
{
	if (b->depth == 0) {
		if (b->root != NULL)
			yaml_error(b, n->line, n->column, _("more than one document in one file"));
		else
			b->root = n;
		return;
	}
	struct node *parent = b->open[b->depth - 1].node;
	if (parent->kind == NODE_MAP && b->open[b->depth - 1].key == NULL) {
		if (n->kind != NODE_SCALAR)
			yaml_error(b, n->line, n->column, _("a key must be a word"));
		else if (parent->count < 64 && yaml_has(parent, n->text))
			yaml_error(b, n->line, n->column,
				   arena_printf(b->arena, _("the key '%.60s' stands here twice"), n->text));
		b->open[b->depth - 1].key = n;
		return;
	}
	n->key = b->open[b->depth - 1].key;
	b->open[b->depth - 1].key = NULL;
	*b->open[b->depth - 1].last = n;
	b->open[b->depth - 1].last = &n->next;
	parent->count++;
}

static void
yaml_open(struct builder *b, struct node *n)
{
	if (b->depth == DEPTH) {
		yaml_error(b, n->line, n->column, _("nested too deeply"));
		return;
	}
	yaml_place(b, n);
	b->open[b->depth].node = n;
	b->open[b->depth].last = &n->first;
	b->open[b->depth].key = NULL;
	b->depth++;
}

static void
yaml_scalar(struct builder *b, struct fy_token *token, const struct fy_mark *mark)
{
	size_t size = 0;
	const char *text = fy_token_get_text(token, &size);
	struct node *n = yaml_node(b, NODE_SCALAR, mark);
	n->text = arena_strndup(b->arena, text == NULL ? "" : text, text == NULL ? 0 : size);
	enum fy_scalar_style style = fy_token_scalar_style(token);
	n->quoted = style == FYSS_SINGLE_QUOTED || style == FYSS_DOUBLE_QUOTED;
	n->plain = style == FYSS_PLAIN || (style == FYSS_SINGLE_QUOTED && strchr(n->text, '\'') == NULL);
	if (strlen(n->text) != size)
		yaml_error(b, n->line, n->column, _("a NUL character in a text"));
	yaml_place(b, n);
}

static void
yaml_event(struct builder *b, struct fy_event *event)
{
	const struct fy_mark *mark = fy_event_start_mark(event);
	struct fy_token *anchor = NULL;
	struct fy_token *tag = NULL;
	switch (event->type) {
	case FYET_SCALAR:
		anchor = event->scalar.anchor;
		tag = event->scalar.tag;
		mark = fy_token_start_mark(event->scalar.value);
		break;
	case FYET_MAPPING_START:
		anchor = event->mapping_start.anchor;
		tag = event->mapping_start.tag;
		break;
	case FYET_SEQUENCE_START:
		anchor = event->sequence_start.anchor;
		tag = event->sequence_start.tag;
		break;
	default:
		break;
	}
	if (anchor != NULL || tag != NULL || event->type == FYET_ALIAS) {
		const struct node *n = yaml_node(b, NODE_SCALAR, mark);
		yaml_error(b, n->line, n->column - (event->type == FYET_ALIAS),
			   _("anchors, aliases and tags are not read here; put a text that "
			     "begins with &, * or ! in quotes"));
		return;
	}
	switch (event->type) {
	case FYET_SCALAR:
		yaml_scalar(b, event->scalar.value, mark);
		break;
	case FYET_MAPPING_START:
		yaml_open(b, yaml_node(b, NODE_MAP, mark));
		break;
	case FYET_SEQUENCE_START:
		yaml_open(b, yaml_node(b, NODE_LIST, mark));
		break;
	case FYET_MAPPING_END:
	case FYET_SEQUENCE_END:
		if (b->depth > 0)
			b->depth--;
		break;
	default:
		break;
	}
}

/* What libfyaml has to say, or a sentence of our own where it gave up silently. */
static void
yaml_report(struct builder *b, struct fy_diag *diag)
{
	void *previous = NULL;
	const struct fy_diag_error *error;
	while (!b->failed && (error = fy_diag_errors_iterate(diag, &previous)) != NULL)
		if (error->type == FYET_ERROR && error->msg != NULL)
			yaml_error(b, error->line > 0 ? b->line + error->line - 1 : b->line,
				   error->column > 0 ? error->column : 0,
				   arena_printf(b->arena, "YAML: %.200s", error->msg));
	yaml_error(b, b->line, 0, _("YAML: this cannot be read"));
}

/* libfyaml 0.7 never returns from some directives that are not UTF-8. */
static bool
is_utf8(struct builder *b, const char *text, size_t size)
{
	int line = b->line, column = 1;
	for (size_t at = 0, length; at < size; at += length, column++) {
		if (text_decode(text + at, size - at, &length) < 0) {
			yaml_error(b, line, column, _("YAML: this byte is not UTF-8"));
			return false;
		}
		if (text[at] == '\n') {
			line++;
			column = 0;
		}
	}
	return true;
}

struct node *
yaml_parse(struct arena *a, const char *file, int line, const char *text, size_t size, struct diagnostics *d)
{
	struct diagnostics unheard = diagnostics_new(a);
	struct builder b = {.arena = a, .file = file, .line = line, .diagnostics = d != NULL ? d : &unheard};
	if (!is_utf8(&b, text, size))
		return NULL;
	struct fy_diag_cfg heard;
	fy_diag_cfg_default(&heard);
	heard.fp = NULL;
	struct fy_diag *diag = fy_diag_create(&heard);
	if (diag == NULL)
		return NULL;
	fy_diag_set_collect_errors(diag, true);
	struct fy_parse_cfg cfg = {.flags = FYPCF_QUIET | FYPCF_JSON_NONE | FYPCF_ALLOW_DUPLICATE_KEYS, .diag = diag};
	struct fy_parser *parser = fy_parser_create(&cfg);
	if (parser == NULL || fy_parser_set_string(parser, text, size) != 0) {
		yaml_error(&b, line, 0, _("YAML: this cannot be read"));
	} else {
		bool ended = false;
		struct fy_event *event;
		while (!b.failed && !ended && (event = fy_parser_parse(parser)) != NULL) {
			ended = event->type == FYET_STREAM_END;
			yaml_event(&b, event);
			fy_parser_event_free(parser, event);
		}
		if (!b.failed && !ended)
			yaml_report(&b, diag);
	}
	if (parser != NULL)
		fy_parser_destroy(parser);
	fy_diag_destroy(diag);
	return b.failed ? NULL : b.root;
}

const struct node *
yaml_get(const struct node *map, const char *key)
{
	if (map == NULL || map->kind != NODE_MAP)
		return NULL;
	for (const struct node *n = map->first; n != NULL; n = n->next)
		if (n->key != NULL && strcmp(n->key->text, key) == 0)
			return n;
	return NULL;
}
