#include "commands/config.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/lang.h"
#include "base/path.h"
#include "base/text.h"
#include "catalog/yaml.h"

enum { FILE_LIMIT = 256 * 1024, WORDS = 64, IDS = 1000, KEY_LIMIT = 20 };

const char *
config_file(struct arena *a)
{
	const char *folder = path_config(a);
	return folder == NULL ? NULL : path_join(a, folder, "config.yaml");
}

static const struct node *
read_yaml(struct arena *a, const char *file, struct diagnostics *d)
{
	size_t size = 0;
	const char *text = file == NULL ? NULL : path_read(a, file, FILE_LIMIT, false, &size);
	if (text == NULL)
		return NULL;
	const char *reason = path_distrust(a, file);
	if (reason != NULL) {
		diagnostics_add(d, file, 0, 0, "%s", reason)->advice = _("chmod go-w on it");
		return NULL;
	}
	return yaml_parse(a, file, 1, text, size, d);
}

static bool
is_any(const char *s, const char *const *list)
{
	for (; *list != NULL; list++)
		if (strcmp(s, *list) == 0)
			return true;
	return false;
}

static bool
is_no(const char *s)
{
	return is_any(s, (const char *const[]){"false", "no", "off", "0", NULL});
}

static bool
is_yes(const char *s)
{
	return is_any(s, (const char *const[]){"true", "yes", "on", "1", NULL});
}

/* A word that may stand in a shell's variable as it is. */
static bool
is_plain_word(const char *s)
{
	s += *s == '!';
	return *s != '\0' &&
	       strspn(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.+-") == strlen(s);
}

/* "Ctrl-x f", "Alt-j": keys by name, a blank between them. */
static bool
is_key(const char *s)
{
	if (strcmp(s, "none") == 0)
		return true;
	if (strlen(s) > KEY_LIMIT || (strncmp(s, "Ctrl-", 5) != 0 && strncmp(s, "Alt-", 4) != 0))
		return false;
	return strspn(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-/ ") == strlen(s);
}

static void
wrong(struct diagnostics *d, const char *file, const struct node *n, const char *expected)
{
	diagnostics_add(d, file, n->line, n->column, _("%s: %s is expected"), n->key->text, expected);
}

static void
read_commands(struct arena *a, struct config *c, const char *file, const struct node *n, struct diagnostics *d)
{
	size_t count = 0;
	c->commands = arena_array(a, WORDS + 1, sizeof(*c->commands));
	for (const struct node *one = n->first; n->kind == NODE_LIST && one != NULL && count < WORDS; one = one->next) {
		if (one->kind == NODE_SCALAR && is_plain_word(one->text))
			c->commands[count++] = one->text;
		else
			wrong(d, file, n, _("a list of command words"));
	}
	if (n->kind != NODE_LIST)
		wrong(d, file, n, _("a list of command words"));
}

struct config
config_read(struct arena *a, struct diagnostics *d)
{
	struct config c = {.quiet = "", .memory = true};
	struct diagnostics unheard = diagnostics_new(a);
	if (d == NULL)
		d = &unheard;
	const char *file = config_file(a);
	const struct node *root = read_yaml(a, file, d);
	if (root != NULL && root->kind != NODE_MAP)
		diagnostics_add(d, file, root->line, root->column, _("settings are expected: 'quiet: true'"));
	for (const struct node *n = root != NULL && root->kind == NODE_MAP ? root->first : NULL; n != NULL;
	     n = n->next) {
		const char *key = n->key->text, *value = n->kind == NODE_SCALAR ? n->text : "";
		if (strcmp(key, "key") == 0) {
			if (is_key(value))
				c.key = value;
			else
				wrong(d, file, n, _("keys like 'Ctrl-x f' or 'Alt-j', or none"));
		} else if (strcmp(key, "quiet") == 0) {
			if (is_yes(value))
				c.quiet = "1";
			else if (strcmp(value, "off") == 0)
				c.quiet = "off";
			else if (!is_no(value))
				wrong(d, file, n, _("true, false or off"));
		} else if (strcmp(key, "commands") == 0) {
			read_commands(a, &c, file, n, d);
		} else if (strcmp(key, "memory") == 0) {
			if (is_no(value))
				c.memory = false;
			else if (!is_yes(value))
				wrong(d, file, n, _("on or off"));
		} else {
			diagnostics_add(d, file, n->key->line, n->key->column, _("unknown key '%.60s'"),
					text_safe(a, key, 60))
				->advice = _("the keys are key, quiet, commands, memory");
		}
	}
	return c;
}

const char *
config_disabled_file(struct arena *a)
{
	const char *folder = path_config(a);
	return folder == NULL ? NULL : path_join(a, path_join(a, folder, "patterns"), "disabled.yaml");
}

const char **
config_disabled(struct arena *a)
{
	struct diagnostics unheard = diagnostics_new(a);
	const char **ids = arena_array(a, IDS + 2, sizeof(*ids));
	size_t count = 0;
	const struct node *root = read_yaml(a, config_disabled_file(a), &unheard);
	const struct node *list = root != NULL && root->kind == NODE_MAP ? yaml_get(root, "disable") : NULL;
	for (const struct node *n = list != NULL ? list->first : NULL; n != NULL && count < IDS; n = n->next)
		if (n->kind == NODE_SCALAR)
			ids[count++] = n->text;
	return ids;
}

const char *
config_enabling(struct arena *a, const char *id, const char *file)
{
	const char *own = config_disabled_file(a);
	const char *shown = text_safe(a, id, 80);
	return own != NULL && strcmp(own, file) == 0
		       ? arena_printf(a, _("remedy enable %s brings it back"), shown)
		       : arena_printf(a, _("to have it back, take %s out of disable: there"), shown);
}

bool
config_disable(struct arena *a, const char *id, bool off)
{
	const char *file = config_disabled_file(a);
	const char **ids = config_disabled(a);
	struct buf out = buf_new(a);
	bool found = false;
	if (file == NULL) {
		errno = ENOENT;
		return false;
	}
	/* What cannot be read whole must not be written anew. */
	if (path_exists(file) && path_read(a, file, FILE_LIMIT, false, NULL) == NULL)
		return false;
	buf_add_string(
		&out,
		"# Patterns that are switched off; remedy disable ID adds one, remedy enable ID takes it out.\ndisable:\n");
	size_t kept = 0;
	for (size_t i = 0; ids[i] != NULL; i++) {
		bool same = strcmp(ids[i], id) == 0;
		found |= same;
		if (!same || off) {
			buf_printf(&out, "  - %s\n", ids[i]);
			kept++;
		}
	}
	if (off && !found) {
		buf_printf(&out, "  - %s\n", id);
		kept++;
	}
	if (kept == 0)
		return !path_exists(file) || unlink(file) == 0;
	return path_write(a, file, out.text, out.size);
}
