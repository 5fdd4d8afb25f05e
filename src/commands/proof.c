#include "commands/proof.h"

#include <string.h>

#include "base/path.h"
#include "base/text.h"
#include "capture/run.h"
#include "catalog/trace.h"
#include "facts/facts.h"
#include "failure/failure.h"
#include "hint/hint.h"

/* What is true where an example says nothing else: Debian 12's own Python. */
static const char *const plain_machine[][2] = {
	{"python", "python3.11"},
	{"python.path", "/usr/bin/python3.11"},
	{"python.real", "/usr/bin/python3.11"},
	{"python.version", "3.11.2"},
	{"python.minor", "3.11"},
	{"python.implementation", "cpython"},
	{"python.abi", "cpython-311"},
	{"python.prefix", "/usr"},
	{"python.base_prefix", "/usr"},
	{"python.venv", "false"},
	{"python.conda", "false"},
	{"python.pyenv", "false"},
	{"python.uv", "false"},
	{"python.system", "true"},
	{"python.managed", "true"},
	{"python.pip", "true"},
	{"python.free_threaded", "false"},
	{"python.site", "/usr/lib/python3/dist-packages"},
	{"python.pythonpath_foreign", "false"},
	{"python.isolated", "false"},
	{"project.manager", "pip"},
	{"project.dotenv", "false"},
	{"project.dockerfile", "false"},
	{"program.pipx", "false"},
	{"os.id", "debian"},
	{"os.like", "debian"},
	{"os.version", "12"},
	{"os.name", "linux"},
	{"os.arch", "x86_64"},
	{"os.libc", "glibc"},
	{"os.libc_version", "2.36"},
	{"os.packager", "apt"},
	{"os.root", "false"},
	{"os.sudo", "true"},
	{"os.container", "false"},
	{"os.wsl", "false"},
	{"os.ci", "false"},
	{"os.display", "true"},
	{"os.utf8", "true"},
	{"os.memory", "16000"},
	{"os.memory_free", "8000"},
	{"os.disk_free", "100000"},
	{"os.open_files", "1024"},
	{"os.processes", "63000"},
	{"os.gpu", "false"},
	{"os.shell", "bash"},
};

static const char *
sample_fact(const struct sample *s, const char *name)
{
	for (size_t i = 0; i < s->fact_count; i++)
		if (strcmp(s->facts[i].name, name) == 0)
			return s->facts[i].value;
	return NULL;
}

static bool
sample_says(const struct sample *s, const char *name, const char *value)
{
	const char *said = sample_fact(s, name);
	return said != NULL && strcmp(said, value) == 0;
}

/* Another Python than Debian's is not Debian's: what follows from a version. */
static void
proof_version(struct arena *a, struct facts *f, const char *version)
{
	const char *dot = strchr(version, '.');
	size_t minor = dot == NULL ? strlen(version) : (size_t)(dot - version) + 1 + strspn(dot + 1, "0123456789");
	const char *name = arena_strndup(a, version, minor);
	facts_set(f, "python.minor", name);
	if (strcmp(name, "3.11") == 0)
		return;
	if (dot != NULL)
		facts_set(f, "python.abi",
			  arena_printf(a, "cpython-%.*s%.*s", (int)(dot - version), version,
				       (int)(minor - (size_t)(dot - version) - 1), dot + 1));
	facts_set(f, "python", arena_printf(a, "python%s", name));
	facts_set(f, "python.path", arena_printf(a, "/usr/local/bin/python%s", name));
	facts_set(f, "python.real", arena_printf(a, "/usr/local/bin/python%s", name));
	facts_set(f, "python.prefix", "/usr/local");
	facts_set(f, "python.base_prefix", "/usr/local");
	facts_set(f, "python.site", arena_printf(a, "/usr/local/lib/python%s/site-packages", name));
	facts_set(f, "python.system", "false");
	facts_set(f, "python.managed", "false");
}

/* What follows from another operating system's name. */
static void
proof_system(struct facts *f, const struct sample *s)
{
	static const char *const systems[][5] = {
		/* like, id, packager, libc, name */
		{"fedora", "fedora", "dnf", "glibc", "linux"},         {"rhel", "rhel", "dnf", "glibc", "linux"},
		{"arch", "arch", "pacman", "glibc", "linux"},          {"alpine", "alpine", "apk", "musl", "linux"},
		{"suse", "opensuse-leap", "zypper", "glibc", "linux"}, {"macos", "macos", "brew", NULL, "macos"},
		{"windows", "windows", NULL, NULL, "windows"},
	};
	for (size_t i = 0; i < sizeof(systems) / sizeof(*systems); i++) {
		const char *const *row = systems[i];
		if (!sample_says(s, "os.like", row[0]) && !sample_says(s, "os.id", row[1]) &&
		    !sample_says(s, "os.name", row[0]) && !(row[2] != NULL && sample_says(s, "os.packager", row[2])))
			continue;
		facts_set(f, "os.like", row[0]);
		facts_set(f, "os.id", row[1]);
		facts_set(f, "os.packager", row[2]);
		facts_set(f, "os.libc", row[3]);
		facts_set(f, "os.libc_version", NULL);
		facts_set(f, "os.version", NULL);
		facts_set(f, "os.name", row[4]);
		return;
	}
}

/* What follows from the command line. */
static void
proof_command(struct arena *a, struct facts *f, const char *command)
{
	facts_set(f, "program.command", command);
	size_t first = strcspn(command, " ");
	if (command[first] == '\0')
		return;
	const char *rest = command + first + 1;
	facts_set(f, "program.rest", rest);
	const char *word = arena_strndup(a, rest, strcspn(rest, " "));
	size_t size = strlen(word);
	if (size > 3 && strcmp(word + size - 3, ".py") == 0) {
		facts_set(f, "program.script", word);
		facts_set(f, "program.name", path_base(word));
	}
}

static struct facts *
proof_facts(struct arena *a, struct catalog *c, const struct failures *failures, const struct sample *s)
{
	struct facts *f = facts_new(a, c, failures);
	for (size_t i = 0; i < sizeof(plain_machine) / sizeof(*plain_machine); i++)
		facts_set(f, plain_machine[i][0], plain_machine[i][1]);
	const char *version = sample_fact(s, "python.version");
	if (version == NULL)
		version = sample_fact(s, "python.minor");
	if (version != NULL)
		proof_version(a, f, version);
	if (sample_says(s, "python.venv", "true")) {
		facts_set(f, "python", ".venv/bin/python");
		facts_set(f, "python.venv_path", ".venv");
		facts_set(f, "python.system", "false");
		facts_set(f, "python.managed", "false");
	}
	if (sample_says(s, "python.conda", "true") || sample_says(s, "python.pyenv", "true") ||
	    sample_says(s, "python.uv", "true") || sample_says(s, "python.system", "false")) {
		facts_set(f, "python.system", "false");
		facts_set(f, "python.managed", "false");
	}
	proof_system(f, s);
	if (s->command != NULL)
		proof_command(a, f, s->command);
	for (size_t i = 0; i < s->fact_count; i++)
		facts_set(f, s->facts[i].name, s->facts[i].value);
	facts_freeze(f);
	return f;
}

/* `…` in `want` stands for any text. */
static bool
proof_like(const char *want, const char *said)
{
	static const char any[] = "…";
	bool anchored = true;
	for (;;) {
		const char *next = strstr(want, any);
		size_t size = next == NULL ? strlen(want) : (size_t)(next - want);
		if (next == NULL && !anchored)
			return strlen(said) >= size && strcmp(said + strlen(said) - size, want) == 0;
		if (anchored) {
			if (strncmp(said, want, size) != 0)
				return false;
			said += size;
			if (next == NULL)
				return *said == '\0';
		} else {
			const char *found = memmem(said, strlen(said), want, size);
			if (found == NULL)
				return false;
			said = found + size;
		}
		anchored = false;
		want = next + strlen(any);
	}
}

static const char *
fix_said(struct arena *a, const struct fix *f)
{
	if (f->command != NULL)
		return f->command;
	if (f->text != NULL)
		return f->text;
	if (f->before != NULL && f->after != NULL)
		return arena_printf(a, "%s → %s", f->before, f->after);
	if (f->file != NULL)
		return f->line > 0 ? arena_printf(a, "%s:%d", f->file, f->line) : f->file;
	return "";
}

static bool
proof_compare(struct buf *out, const char *what, const char *want, const char *said)
{
	if (want == NULL || proof_like(want, said))
		return true;
	buf_printf(out, "      %s\n        expected  %s\n        printed   %s\n", what, want, said);
	return false;
}

static bool
proof_expect(struct arena *a, const struct sample *s, const struct hint *h, struct buf *out)
{
	bool good = proof_compare(out, "id", s->id, h->id);
	good &= proof_compare(out, "summary", s->summary, h->summary);
	good &= proof_compare(out, "why", s->why, h->why);
	if (s->first != NULL)
		good &= proof_compare(out, "first", s->first, h->fix_count == 0 ? "" : fix_said(a, &h->fixes[0]));
	if (s->fix == NULL)
		return good;
	for (size_t i = 0; i < h->fix_count; i++)
		if (proof_like(s->fix, fix_said(a, &h->fixes[i])))
			return good;
	buf_printf(out, "      fix\n        expected  %s\n", s->fix);
	for (size_t i = 0; i < h->fix_count; i++)
		buf_printf(out, "        %s  %s\n", i == 0 ? "printed " : "        ", fix_said(a, &h->fixes[i]));
	if (h->fix_count == 0)
		buf_add_string(out, "        printed   no fix\n");
	return false;
}

/* Why the pattern itself said nothing: it did not match, or a fact failed. */
static void
proof_explain(struct arena *a, struct catalog *c, const struct failures *f, struct facts *facts,
	      const struct matches *m, const struct definition *def, struct buf *out)
{
	for (size_t i = 0; i < m->count; i++) {
		const struct match *one = &m->all[i];
		if (strcmp(one->pattern->id, def->pattern.id) != 0)
			continue;
		const struct condition *w = facts_failing(facts, one, one->pattern->when, one->pattern->when_count);
		if (w != NULL) {
			const char *value = facts_get(facts, one, w->fact);
			buf_printf(out, "      it fits, but when: { %s: %s } does not hold: %s is %s\n", w->fact,
				   w->value != NULL ? w->value : "[…]", w->fact, value != NULL ? value : "not known");
		} else {
			buf_printf(out, "      it fits, but its summary has a placeholder without a value: %s\n",
				   one->pattern->summary);
		}
		return;
	}
	struct traces traces = catalog_trace(a, c, f, def->pattern.id);
	for (size_t i = 0; i < traces.count; i++)
		trace_print(out, &traces.all[i]);
	if (traces.count > 0)
		return;
	if (f->root == NULL)
		buf_add_string(out, f->count == 0 ? "      no failure was read in this text\n"
						  : "      the run's failure is one of which nothing is said\n");
	else
		buf_printf(out, "      the failure was read as %s: %s\n", f->root->type,
			   text_safe(a, f->root->message, 300));
}

/* The pattern fits, and its facts hold. */
static bool
proof_holds(struct facts *facts, const struct matches *m, const struct definition *def)
{
	for (size_t i = 0; i < m->count; i++)
		if (strcmp(m->all[i].pattern->id, def->pattern.id) == 0)
			return facts_hold(facts, &m->all[i], m->all[i].pattern->when, m->all[i].pattern->when_count);
	return false;
}

enum proof
proof_run(struct arena *a, struct catalog *c, const struct definition *def, const struct sample *s, bool silent,
	  struct buf *out, const char **taken)
{
	const struct run *run = run_from_text(a, s->text, strlen(s->text), s->command, s->status);
	const struct failures *failures = failure_parse(a, run);
	struct facts *facts = proof_facts(a, c, failures, s);
	struct matches m = catalog_match(a, c, failures);
	struct hints h = hint_make(a, c, facts, &m, 0);
	const struct hint *own = NULL;
	for (size_t i = 0; i < h.count && own == NULL; i++)
		if (strcmp(h.all[i].id, def->pattern.id) == 0)
			own = &h.all[i];
	if (silent) {
		if (own == NULL)
			return PROOF_PASSED;
		buf_printf(out, "      expected silence, printed: %s\n", own->summary);
		return PROOF_FAILED;
	}
	if (own == NULL && h.count > 0 && proof_holds(facts, &m, def)) {
		/* A hint that says the same again is not given twice. */
		buf_printf(out, "      expected  %s\n      printed   %s, which says the same\n", def->pattern.id,
			   h.all[0].id);
		if (taken != NULL)
			*taken = h.all[0].id;
		return PROOF_TAKEN;
	}
	if (own == NULL) {
		buf_printf(out, "      expected  %s\n      printed   %s\n", def->pattern.id,
			   h.count > 0 ? h.all[0].id : "no hint");
		proof_explain(a, c, failures, facts, &m, def, out);
		return PROOF_FAILED;
	}
	if (own != &h.all[0] && (s->id == NULL || strcmp(s->id, def->pattern.id) == 0)) {
		buf_printf(out, "      expected  %s\n      printed   %s first\n", def->pattern.id, h.all[0].id);
		if (taken != NULL)
			*taken = h.all[0].id;
		return PROOF_TAKEN;
	}
	return proof_expect(a, s, s->id != NULL ? &h.all[0] : own, out) ? PROOF_PASSED : PROOF_FAILED;
}
