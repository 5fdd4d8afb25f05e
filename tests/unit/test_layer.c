#include "catalog_case.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/path.h"
#include "catalog/database.h"
#include "catalog/trust.h"

struct home {
	char dir[64];
	struct arena *a;
	char *patterns; /* the user's folder */
	char *cache;    /* the compiled file */
};

static int
setup(void **state)
{
	struct home *h = calloc(1, sizeof(*h));
	if (h == NULL)
		return -1;
	strcpy(h->dir, "/tmp/remedy-test-XXXXXX");
	if (mkdtemp(h->dir) == NULL)
		return -1;
	h->a = arena_new();
	setenv("HOME", h->dir, 1);
	setenv("XDG_CONFIG_HOME", path_join(h->a, h->dir, "config"), 1);
	setenv("XDG_CACHE_HOME", path_join(h->a, h->dir, "cache"), 1);
	setenv("XDG_STATE_HOME", path_join(h->a, h->dir, "state"), 1);
	h->patterns = path_join(h->a, h->dir, "config/remedy/patterns");
	h->cache = path_join(h->a, h->dir, "cache/remedy/catalog-user.cdb");
	*state = h;
	return 0;
}

static int
teardown(void **state)
{
	struct home *h = *state;
	char *command = arena_printf(h->a, "chmod -R u+rwx %s; rm -rf %s", h->dir, h->dir);
	int status = system(command);
	arena_free(h->a);
	free(h);
	return status;
}

static void
write_pattern(struct home *h, const char *file, const char *id)
{
	const char *yaml = arena_printf(h->a, "- { id: %s, exception: QuuxError, summary: s }\n", id);
	assert_true(path_write(h->a, path_join(h->a, h->patterns, file), yaml, strlen(yaml)));
}

/* What the user's own patterns say, opened anew. */
static const char *
says(struct home *h)
{
	struct catalog *c = catalog_open(h->a, NULL, NULL);
	const char *ids = case_says(h->a, c, TRACEBACK("QuuxError: x"));
	catalog_close(c);
	return ids;
}

static ino_t
inode(const char *file)
{
	struct stat st;
	return stat(file, &st) == 0 ? st.st_ino : 0;
}

static void
a_change_of_the_sources_is_seen(void **state)
{
	struct home *h = *state;
	assert_string_equal(says(h), "");
	assert_false(path_exists(h->cache));
	write_pattern(h, "a.yaml", "first");
	assert_string_equal(says(h), "first");
	ino_t made = inode(h->cache);
	assert_true(made != 0);
	assert_string_equal(says(h), "first");
	assert_int_equal(inode(h->cache), made); /* not made again */
	write_pattern(h, "a.yaml", "other");     /* of the same size */
	assert_string_equal(says(h), "other");
	write_pattern(h, "b.yml", "more");
	assert_string_equal(says(h), "more other");
	write_pattern(h, "ignored.txt", "ignored");
	write_pattern(h, ".hidden.yaml", "hidden");
	assert_string_equal(says(h), "more other");
	assert_int_equal(unlink(path_join(h->a, h->patterns, "a.yaml")), 0);
	assert_string_equal(says(h), "more");
	assert_int_equal(unlink(path_join(h->a, h->patterns, "b.yml")), 0);
	assert_string_equal(says(h), "");
}

static void
garbage_in_the_cache_is_made_anew(void **state)
{
	struct home *h = *state;
	size_t size;
	write_pattern(h, "a.yaml", "first");
	assert_string_equal(says(h), "first");
	char *good = path_read(h->a, h->cache, 1 << 20, false, &size);
	assert_non_null(good);
	const char *garbage[] = {"", "garbage", arena_strndup(h->a, good, size / 2), arena_strndup(h->a, good, 2048)};
	size_t sizes[] = {0, 7, size / 2, 2048};
	for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); i++) {
		assert_true(path_write(h->a, h->cache, garbage[i], sizes[i]));
		assert_string_equal(says(h), "first");
		assert_true(path_exists(h->cache));
	}
	/* Any single byte: never a crash, never another answer. */
	for (size_t i = 0; i < size; i += 7) {
		good[i] ^= 0x55;
		assert_true(path_write(h->a, h->cache, good, size));
		good[i] ^= 0x55;
		says(h);
		const char *again = says(h);
		if (strcmp(again, "first") != 0 && strcmp(again, "") != 0)
			fail_msg("byte %zu: %s", i, again);
	}
	/* One by somebody else, or by another version, is not believed. */
	assert_int_equal(unlink(h->cache), 0);
	assert_int_equal(symlink("/dev/zero", h->cache), 0);
	assert_string_equal(says(h), "first");
	assert_int_equal(chmod(h->cache, 0666), 0);
	assert_string_equal(says(h), "first");
	assert_int_equal(unlink(h->cache), 0);
	assert_int_equal(mkfifo(h->cache, 0600), 0);
	assert_string_equal(says(h), "first");
}

static void
a_cache_that_cannot_be_written_is_done_without(void **state)
{
	struct home *h = *state;
	write_pattern(h, "a.yaml", "first");
	setenv("XDG_CACHE_HOME", "/proc/nowhere", 1);
	assert_string_equal(says(h), "first");
	unsetenv("XDG_CACHE_HOME");
	setenv("HOME", "/proc/nowhere", 1);
	assert_string_equal(says(h), "first");
}

static void
two_who_build_at_once_both_succeed(void **state)
{
	enum { CHILDREN = 8, ROUNDS = 10 };
	struct home *h = *state;
	pid_t pids[CHILDREN];
	write_pattern(h, "a.yaml", "first");
	for (int i = 0; i < CHILDREN; i++) {
		pids[i] = fork();
		assert_true(pids[i] >= 0);
		if (pids[i] == 0) {
			bool good = true;
			for (int k = 0; k < ROUNDS; k++) {
				good &= strcmp(says(h), "first") == 0;
				unlink(h->cache);
			}
			_exit(good ? 0 : 1);
		}
	}
	for (int i = 0; i < CHILDREN; i++) {
		int status = -1;
		assert_int_equal(waitpid(pids[i], &status, 0), pids[i]);
		assert_int_equal(status, 0);
	}
	assert_string_equal(says(h), "first");
	const char *cache = path_dir(h->a, h->cache);
	assert_int_equal(system(arena_printf(h->a, "test $(ls %s | wc -l) -eq 1", cache)), 0);
}

/* What takes long to compile is compiled aside; until then the old one speaks. */
static void
a_large_source_does_not_make_anybody_wait(void **state)
{
	struct home *h = *state;
	struct buf yaml = buf_new(h->a);
	write_pattern(h, "a.yaml", "first");
	assert_string_equal(says(h), "first");
	for (int i = 0; i < 8000; i++)
		buf_printf(
			&yaml,
			"- { id: large-%d, exception: QuuxError, match: 'never so many as %d', summary: a summary }\n",
			i, i);
	buf_add_string(&yaml, "- { id: last, exception: QuuxError, summary: s }\n");
	assert_true(yaml.size > 512 * 1024);
	assert_true(path_write(h->a, path_join(h->a, h->patterns, "b.yaml"), yaml.text, yaml.size));
	assert_string_equal(says(h), "first");
	const char *now = "";
	for (int i = 0; i < 500 && strcmp(now, "first last") != 0; i++) {
		usleep(20000);
		now = says(h);
		if (strcmp(now, "first") != 0 && strcmp(now, "first last") != 0)
			fail_msg("%s", now);
	}
	assert_string_equal(now, "first last");
}

static void
what_others_can_write_is_refused(void **state)
{
	struct home *h = *state;
	write_pattern(h, "a.yaml", "first");
	write_pattern(h, "b.yaml", "open");
	const char *open_file = path_join(h->a, h->patterns, "b.yaml");
	assert_int_equal(chmod(open_file, 0666), 0);
	assert_string_equal(says(h), "first");
	struct diagnostics d = diagnostics_new(h->a);
	catalog_close(catalog_open(h->a, NULL, &d));
	assert_int_equal(d.count, 1);
	assert_string_equal(d.first->file, open_file);
	assert_int_equal(chmod(open_file, 0600), 0);
	assert_string_equal(says(h), "first open");
}

static bool
is_read(struct home *h)
{
	struct database db;
	bool opened = database_open(h->a, &db, open(h->cache, O_RDONLY | O_CLOEXEC));
	if (opened)
		database_close(&db);
	return opened;
}

/* Whoever may write serialized PCRE2 code may run what they like. */
static void
what_others_compiled_is_not_read(void **state)
{
	struct home *h = *state;
	write_pattern(h, "a.yaml", "first");
	assert_string_equal(says(h), "first");
	assert_true(is_read(h));
	for (mode_t mode = 0620; mode != 0; mode = mode == 0620 ? 0602 : 0) {
		assert_int_equal(chmod(h->cache, mode), 0);
		assert_false(is_read(h));
	}
	assert_int_equal(chmod(h->cache, 0600), 0);
	if (geteuid() == 0) {
		assert_int_equal(chown(h->cache, 12345, 0), 0);
		assert_false(is_read(h));
		assert_int_equal(chown(h->cache, 0, 0), 0);
	}
	assert_true(is_read(h));
}

static void
a_project_speaks_once_it_is_allowed(void **state)
{
	struct home *h = *state;
	struct arena *a = h->a;
	const char *project = path_join(a, h->dir, "project");
	const char *folder = path_join(a, project, ".remedy");
	const char *file = path_join(a, folder, "own.yaml");
	const char *yaml = "- { id: own, exception: QuuxError, summary: s }\n";
	const char *other = "- { id: evil, exception: QuuxError, summary: s }\n";
	assert_true(path_write(a, file, yaml, strlen(yaml)));
	const char *below = path_join(a, project, "src/deep");
	assert_true(path_write(a, path_join(a, below, "a.py"), "", 0));
	struct catalog *c = catalog_open(a, below, NULL);
	assert_string_equal(case_says(a, c, TRACEBACK("QuuxError: x")), "");
	catalog_close(c);
	assert_int_equal(trust_of(a, folder), TRUST_UNKNOWN);
	struct buf content;
	assert_true(trust_read(a, folder, &content));
	assert_true(trust_allow(a, folder, &content));
	assert_false(trust_is_news(a, folder));
	assert_int_equal(trust_of(a, folder), TRUST_ALLOWED);
	c = catalog_open(a, below, NULL);
	assert_string_equal(case_says(a, c, TRACEBACK("QuuxError: x")), "own");
	assert_string_equal(catalog_find(a, c, "own")->layer, "project");
	catalog_close(c);
	/* Changed since: silent again, and the diagnostic says why. */
	assert_true(path_write(a, file, other, strlen(other)));
	assert_int_equal(trust_of(a, folder), TRUST_CHANGED);
	/* That is said once for each change. */
	assert_true(trust_is_news(a, folder));
	assert_false(trust_is_news(a, folder));
	struct diagnostics d = diagnostics_new(a);
	c = catalog_open(a, below, &d);
	assert_string_equal(case_says(a, c, TRACEBACK("QuuxError: x")), "");
	assert_int_equal(d.count, 1);
	catalog_close(c);
	assert_true(path_write(a, file, yaml, strlen(yaml)));
	assert_int_equal(trust_of(a, folder), TRUST_ALLOWED);
	/* Another file beside it is a change too. */
	assert_true(path_write(a, path_join(a, folder, "more.yaml"), other, strlen(other)));
	assert_int_equal(trust_of(a, folder), TRUST_CHANGED);
	assert_true(trust_is_news(a, folder));
	assert_true(trust_deny(a, folder));
	assert_int_equal(trust_of(a, folder), TRUST_UNKNOWN);
	assert_true(trust_deny(a, folder));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_change_of_the_sources_is_seen, setup, teardown),
		cmocka_unit_test_setup_teardown(garbage_in_the_cache_is_made_anew, setup, teardown),
		cmocka_unit_test_setup_teardown(a_cache_that_cannot_be_written_is_done_without, setup, teardown),
		cmocka_unit_test_setup_teardown(two_who_build_at_once_both_succeed, setup, teardown),
		cmocka_unit_test_setup_teardown(a_large_source_does_not_make_anybody_wait, setup, teardown),
		cmocka_unit_test_setup_teardown(what_others_can_write_is_refused, setup, teardown),
		cmocka_unit_test_setup_teardown(what_others_compiled_is_not_read, setup, teardown),
		cmocka_unit_test_setup_teardown(a_project_speaks_once_it_is_allowed, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
