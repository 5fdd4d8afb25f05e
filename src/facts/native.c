#define _GNU_SOURCE
#include "facts/native.h"

#include <pcre2.h>
#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "base/path.h"
#include "catalog/yaml.h"
#include "facts/invocation.h"

enum { FILE_LIMIT = 1 << 20, DIVISORS = 4, CATALOG_FILES = 200, MATCH_LIMIT = 20000 };

struct native {
	struct native *next;
	const char *name;
	const char *file; /* where it was declared */
	struct invocation call;
	long long divisors[DIVISORS];
	size_t divisor_count;
	const char *take; /* regular expression, or NULL */
	bool asked;
	struct value value, error;
};

static const char *
scalar(const struct node *map, const char *key)
{
	const struct node *node = yaml_get(map, key);
	return node != NULL && node->kind == NODE_SCALAR ? node->text : NULL;
}

/* A scalar counts as a list of one. */
static size_t
list(const struct node *map, const char *key, const char **out, size_t limit)
{
	const struct node *node = yaml_get(map, key);
	size_t count = 0;
	if (node == NULL || node->kind == NODE_MAP)
		return 0;
	if (node->kind == NODE_SCALAR) {
		out[0] = node->text;
		return 1;
	}
	for (const struct node *item = node->first; item != NULL && count < limit; item = item->next)
		if (item->kind == NODE_SCALAR)
			out[count++] = item->text;
	return count;
}

static const char *
unknown_key(const struct node *map)
{
	static const char *const keys[] = {"native",  "library", "call", "args",    "gives",
					   "exports", "ok",      "take", "version", "note"};
	for (const struct node *n = map->first; n != NULL; n = n->next) {
		bool known = false;
		for (size_t k = 0; k < sizeof(keys) / sizeof(keys[0]); k++)
			known = known || strcmp(keys[k], n->key->text) == 0;
		if (!known)
			return n->key->text;
	}
	return NULL;
}

static bool
is_fact_name(const char *name)
{
	return *name != '\0' && strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_") == strlen(name);
}

/* A soname or an absolute path: never a file of the folder one stands in. */
static bool
is_library(const char *library)
{
	return *library == '/' || (strchr(library, '/') == NULL && strstr(library, ".so") != NULL);
}

static const char *
read_entry(struct arena *a, const struct node *map, struct native *n)
{
	const char *declared = scalar(map, "call"), *gives = scalar(map, "gives"), *why = NULL;
	n->name = scalar(map, "native");
	n->call.exports = scalar(map, "exports");
	n->call.ok = scalar(map, "ok");
	n->take = scalar(map, "take");
	if (unknown_key(map) != NULL)
		return arena_printf(a, _("unknown key '%.60s'"), unknown_key(map));
	if (n->name == NULL || !is_fact_name(n->name))
		return _("a native fact's name has letters a to z, digits and _");
	size_t count = list(map, "library", n->call.libraries, INVOCATION_LIBRARIES);
	if (count == 0)
		return _("library is missing");
	for (size_t k = 0; k < count; k++)
		if (!is_library(n->call.libraries[k]))
			return _("library is a soname or an absolute path");
	const char *divisors[DIVISORS];
	n->divisor_count = list(map, "version", divisors, DIVISORS);
	for (size_t k = 0; k < n->divisor_count; k++)
		if ((n->divisors[k] = atoll(divisors[k])) <= 0)
			return _("version is a list of numbers greater than 0");
	if (declared == NULL)
		return NULL;
	n->call.signature = signature_parse(a, declared, &why);
	if (n->call.signature == NULL)
		return why;
	n->call.argument_count = list(map, "args", n->call.arguments, SIGNATURE_PARAMETERS);
	if (n->call.argument_count != n->call.signature->count)
		return _("args has not as many values as call has parameters");
	bool out = false;
	for (size_t k = 0; k < n->call.argument_count; k++) {
		if (strcmp(n->call.arguments[k], "out") != 0)
			continue;
		if (n->call.signature->parameters[k].pointers != 1)
			return _("out stands for a parameter that is a pointer");
		out = true;
	}
	n->call.gives_out = gives == NULL ? out : strcmp(gives, "out") == 0;
	if (n->call.gives_out && !out)
		return _("gives: out needs an argument that is out");
	return NULL;
}

static void
declare_all(struct facts *f, const char *file, const struct node *entries, struct diagnostics *d)
{
	for (const struct node *entry = entries->first; entry != NULL; entry = entry->next) {
		if (entry->kind != NODE_MAP || yaml_get(entry, "native") == NULL)
			continue; /* a pattern: catalog/ reads those */
		struct native *n = arena_alloc(f->arena, sizeof(*n));
		const char *wrong = read_entry(f->arena, entry, n);
		n->file = file;
		if (wrong != NULL) {
			diagnostics_add(d, file, entry->line, entry->column, _("native fact %.60s: %s"),
					n->name == NULL ? "?" : n->name, wrong);
			continue;
		}
		n->next = f->natives;
		f->natives = n;
	}
}

void
native_declare(struct facts *f, const char *file, const char *text, size_t size, struct diagnostics *d)
{
	struct diagnostics unheard = diagnostics_new(f->arena);
	file = arena_strdup(f->arena, file);
	if (d == NULL)
		d = &unheard;
	const struct node *root = yaml_parse(f->arena, file, 1, text, size, d);
	if (root != NULL && root->kind == NODE_MAP)
		root = yaml_get(root, "native");
	if (root != NULL && root->kind == NODE_LIST)
		declare_all(f, file, root, d);
}

static void
read_file(struct facts *f, const char *path)
{
	size_t size;
	char *text = path_read(f->arena, path, FILE_LIMIT, false, &size);
	/* Most catalog files have none; YAML is only read where there may be one. */
	if (text != NULL && strstr(text, "native:") != NULL && path_distrust(f->arena, path) == NULL)
		native_declare(f, path, text, size, &f->diagnostics);
}

static int
by_name(const void *x, const void *y)
{
	return strcmp(*(const char *const *)x, *(const char *const *)y);
}

/* Built-in ones, then the user's, which win. A project's own catalog may not
 * declare any: it would run a library of the project's. */
static void
read_all(struct facts *f)
{
	if (f->natives_read)
		return;
	f->natives_read = true;
	struct arena *a = f->arena;
	char *share = path_share(a), *config = path_config(a);
	if (share != NULL)
		read_file(f, path_join(a, share, "patterns/native.yaml"));
	if (config == NULL)
		return;
	const char *dir = path_join(a, config, "patterns");
	const char **names = arena_array(a, CATALOG_FILES, sizeof(*names));
	size_t count = 0;
	struct walk w;
	const struct dirent *entry;
	if (!walk_open(&w, f, dir))
		return;
	while (count < CATALOG_FILES && (entry = walk_next(&w)) != NULL) {
		size_t n = strlen(entry->d_name);
		if (n > 5 && strcmp(entry->d_name + n - 5, ".yaml") == 0)
			names[count++] = arena_strdup(a, entry->d_name);
	}
	qsort(names, count, sizeof(*names), by_name);
	for (size_t n = 0; n < count; n++)
		read_file(f, path_join(a, dir, names[n]));
}

/* The part that `take` is after: its first group, or all it matched. */
static const char *
taken(struct arena *a, const char *pattern, const char *text)
{
	int error;
	PCRE2_SIZE offset;
	const char *found = NULL;
	pcre2_code *code = pcre2_compile((PCRE2_SPTR)pattern, PCRE2_ZERO_TERMINATED, 0, &error, &offset, NULL);
	pcre2_match_data *data = code == NULL ? NULL : pcre2_match_data_create_from_pattern(code, NULL);
	pcre2_match_context *context = pcre2_match_context_create(NULL);
	if (data != NULL && context != NULL) {
		pcre2_set_match_limit(context, MATCH_LIMIT);
		int groups = pcre2_match(code, (PCRE2_SPTR)text, strlen(text), 0, 0, data, context);
		const PCRE2_SIZE *at = pcre2_get_ovector_pointer(data);
		int group = groups > 1 ? 1 : 0;
		if (groups > 0)
			found = arena_strndup(a, text + at[2 * group], at[2 * group + 1] - at[2 * group]);
	}
	pcre2_match_context_free(context);
	pcre2_match_data_free(data);
	pcre2_code_free(code);
	return found;
}

/* 12020 by [1000, 10] is 12.2; 22005 by [10000, 100, 1] is 2.20.5. */
static const char *
version_of(struct arena *a, const struct native *n, const char *text)
{
	char *end, *out = NULL;
	long long rest = strtoll(text, &end, 10);
	if (*text == '\0' || *end != '\0' || rest < 0)
		return NULL;
	for (size_t k = 0; k < n->divisor_count; k++) {
		out = out == NULL ? arena_printf(a, "%lld", rest / n->divisors[k])
				  : arena_printf(a, "%s.%lld", out, rest / n->divisors[k]);
		rest %= n->divisors[k];
	}
	return out;
}

static void
ask(struct facts *f, struct native *n)
{
	const char *wrong;
	const char *answer = invocation_make(f->arena, &n->call, &wrong), *value = answer;
	n->asked = true;
	if (value != NULL && n->take != NULL)
		value = taken(f->arena, n->take, value);
	if (value != NULL && n->divisor_count > 0)
		value = version_of(f->arena, n, value);
	if (value == NULL && answer != NULL)
		wrong = arena_printf(f->arena, "%.100s is not what was expected", answer);
	n->value = fact_value(value, n->call.libraries[0]);
	n->error = fact_value(wrong, n->file);
}

static struct native *
native_of(struct facts *f, const char *name, bool *error)
{
	read_all(f);
	size_t n = strcspn(name, ".");
	*error = strcmp(name + n, ".error") == 0;
	if (name[n] != '\0' && !*error)
		return NULL;
	for (struct native *native = f->natives; native != NULL; native = native->next)
		if (strncmp(native->name, name, n) == 0 && native->name[n] == '\0')
			return native;
	return NULL;
}

struct value
native_value(struct facts *f, const char *name)
{
	bool error;
	struct native *n = native_of(f, name, &error);
	if (n == NULL)
		return fact_unknown();
	if (!n->asked)
		ask(f, n);
	return error ? n->error : n->value;
}

bool
native_known(struct facts *f, const char *name)
{
	bool error;
	return native_of(f, name, &error) != NULL;
}

size_t
native_count(struct facts *f)
{
	size_t count = 0;
	read_all(f);
	for (struct native *n = f->natives; n != NULL; n = n->next)
		count++;
	return count;
}

size_t
native_names(struct facts *f, const char **names)
{
	size_t count = 0;
	for (struct native *n = f->natives; n != NULL; n = n->next) {
		bool error;
		if (native_of(f, n->name, &error) != n)
			continue; /* one of that name stands in front of it */
		names[count++] = arena_printf(f->arena, "native.%s", n->name);
		names[count++] = arena_printf(f->arena, "native.%s.error", n->name);
	}
	return count;
}
