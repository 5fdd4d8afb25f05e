#include "facts_tree.h"

#include <arpa/inet.h>
#include <gnu/libc-version.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/utsname.h>

static void
agrees_with_the_system(void **state)
{
	struct tree *t = *state;
	struct facts *f = facts_new(t->arena, NULL, NULL);
	struct utsname u;
	assert_int_equal(uname(&u), 0);
	assert_fact(f, NULL, "os.arch", u.machine);
	assert_fact(f, NULL, "os.name", "linux");
	assert_fact(f, NULL, "os.libc", "glibc");
	assert_fact(f, NULL, "os.libc_version", gnu_get_libc_version());
	assert_fact(f, NULL, "os.root", geteuid() == 0 ? "true" : "false");
	struct rlimit l;
	getrlimit(RLIMIT_NOFILE, &l);
	if (l.rlim_cur != RLIM_INFINITY)
		assert_fact(f, NULL, "os.open_files", arena_printf(t->arena, "%llu", (unsigned long long)l.rlim_cur));
	assert_true(atoll(facts_get(f, NULL, "os.memory")) > atoll(facts_get(f, NULL, "os.memory_free")));
	assert_true(atoll(facts_get(f, NULL, "os.disk_free")) >= 0);
	const char *vmstat = path_read(t->arena, "/proc/vmstat", 1 << 16, true, NULL);
	const char *kills = vmstat == NULL ? NULL : strstr(vmstat, "\noom_kill ");
	if (kills != NULL)
		assert_true(atoll(facts_get(f, NULL, "os.oom_kills")) >= atoll(kills + 10));
	char line[256] = "";
	FILE *pipe = popen(". /etc/os-release; echo \"$ID|${ID_LIKE:-$ID}|$VERSION_ID\"", "r");
	assert_non_null(pipe);
	assert_non_null(fgets(line, sizeof(line), pipe));
	pclose(pipe);
	char *like = strchr(line, '|'), *version = strchr(like + 1, '|');
	*like++ = *version++ = '\0';
	version[strcspn(version, "\n")] = '\0';
	assert_fact(f, NULL, "os.id", line);
	if (*version != '\0')
		assert_fact(f, NULL, "os.version", version);
	struct condition c = {.fact = "os.like", .value = arena_strndup(t->arena, like, strcspn(like, " "))};
	assert_true(facts_hold(f, NULL, &c, 1));
}

static void
looks_at_the_environment(void **state)
{
	struct tree *t = *state;
	char *ci = arena_strdup(t->arena, getenv("CI"));
	static const char *const others[] = {"GITHUB_ACTIONS", "GITLAB_CI",        "BUILDKITE",      "JENKINS_URL",
					     "TF_BUILD",       "TEAMCITY_VERSION", "LC_ALL",         "LC_CTYPE",
					     "LANG",           "DISPLAY",          "WAYLAND_DISPLAY"};
	for (size_t n = 0; n < sizeof(others) / sizeof(others[0]); n++)
		unsetenv(others[n]);
	setenv("CI", "false", 1);
	struct facts *f = facts_new(t->arena, NULL, NULL);
	assert_fact(f, NULL, "os.ci", "false");
	assert_fact(f, NULL, "os.utf8", "false");
	assert_fact(f, NULL, "os.display", "false");
	setenv("CI", "1", 1);
	setenv("LANG", "de_DE.UTF-8", 1);
	setenv("WAYLAND_DISPLAY", "wayland-0", 1);
	f = facts_new(t->arena, NULL, NULL);
	assert_fact(f, NULL, "os.ci", "true");
	assert_fact(f, NULL, "os.utf8", "true");
	assert_fact(f, NULL, "os.display", "true");
	setenv("LC_ALL", "C", 1); /* outranks LANG */
	f = facts_new(t->arena, NULL, NULL);
	assert_fact(f, NULL, "os.utf8", "false");
	unsetenv("LC_ALL");
	if (ci != NULL)
		setenv("CI", ci, 1);
	else
		unsetenv("CI");
}

static void
finds_who_has_a_port(void **state)
{
	struct tree *t = *state;
	for (int family = 0; family < 2; family++) {
		int fd = socket(family == 0 ? AF_INET : AF_INET6, SOCK_STREAM, 0);
		struct sockaddr_in v4 = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
		struct sockaddr_in6 v6 = {.sin6_family = AF_INET6, .sin6_addr = IN6ADDR_LOOPBACK_INIT};
		socklen_t size = family == 0 ? sizeof(v4) : sizeof(v6);
		struct sockaddr *address = family == 0 ? (struct sockaddr *)&v4 : (struct sockaddr *)&v6;
		if (fd < 0 || bind(fd, address, size) != 0 || listen(fd, 1) != 0) {
			close(fd);
			continue; /* no IPv6 here */
		}
		getsockname(fd, address, &size);
		unsigned port = ntohs(family == 0 ? v4.sin_port : v6.sin6_port);
		struct match m = tree_match(t, "port", arena_printf(t->arena, "%u", port));
		struct facts *f = facts_new(t->arena, NULL, NULL);
		facts_patience(f, 2000);
		assert_fact(f, &m, "port.user", arena_printf(t->arena, "test_system (%d)", getpid()));
		close(fd);
		assert_unknown(facts_new(t->arena, NULL, NULL), &m, "port.user");
	}
	static const char *const bad[] = {"0", "65536", "80x", "-1", "", "99999999999999999999"};
	struct facts *f = facts_new(t->arena, NULL, NULL);
	for (size_t n = 0; n < sizeof(bad) / sizeof(bad[0]); n++) {
		struct match m = tree_match(t, "port", bad[n]);
		assert_unknown(f, &m, "port.user");
	}
}

static void
looks_at_files(void **state)
{
	struct tree *t = *state;
	tree_python(t, "py", "3.12");
	tree_file(t, "work/data/Settings.json", "{}");
	tree_file(t, "work/data/config.toml", "");
	tree_file(t, "work/home/x", "");
	tree_file(t, "app/main.py", "");
	tree_file(t, "app/model.bin", "");
	const char *words[] = {tree_path(t, "py/bin/python3.12"), tree_path(t, "app/main.py"), NULL};
	struct facts *f = tree_facts(t, NULL, words, tree_path(t, "work"), "", NULL);
	struct match m = tree_match(t, "file", "data/settings.json");
	assert_fact(f, &m, "file.exists", "false");
	assert_fact(f, &m, "file.dir_exists", "true");
	assert_fact(f, &m, "file.similar", "data/Settings.json");
	m = tree_match(t, "file", "data/confg.toml");
	assert_fact(f, &m, "file.similar", "data/config.toml");
	m = tree_match(t, "file", "data/unrelated.txt");
	assert_unknown(f, &m, "file.similar");
	m = tree_match(t, "file", "nope"); /* a short name has only one letter wrong */
	assert_unknown(f, &m, "file.similar");
	m = tree_match(t, "file", "hom");
	assert_fact(f, &m, "file.similar", "home");
	m = tree_match(t, "file", "model.bin");
	assert_fact(f, &m, "file.exists", "false");
	assert_fact(f, &m, "file.elsewhere", tree_path(t, "app/model.bin"));
	m = tree_match(t, "file", "out/x.txt");
	assert_fact(f, &m, "file.dir_exists", "false");
	m = tree_match(t, "file", "data");
	assert_fact(f, &m, "file.exists", "true");
	assert_fact(f, &m, "file.is_dir", "true");
	tree_file(t, "work/py311/pyvenv.cfg", "home = /usr/bin\n");
	tree_file(t, "work/py311/bin/x/y", "");
	m = tree_match(t, "file", "py311/bin/python3"); /* its link leads nowhere */
	assert_fact(f, &m, "file.venv", "py311");
	m = tree_match(t, "file", "py311/bin/x/y");
	assert_unknown(f, &m, "file.venv");
	m = tree_match(t, "file", "data/bin/python3");
	assert_unknown(f, &m, "file.venv");
}

static void
knows_a_file_that_was_typed(void **state)
{
	static const struct {
		const char *file, *typed;
	} cases[] = {
		{"data.csv", "true"},     {"out/x.txt", "true"}, {"./data.csv", "true"}, {"x.txt", "false"},
		{"main.py", "false"},     {"log", "true"},       {"-v", "false"},        {"--log=log", "false"},
		{"/srv/in.json", "true"}, {"in.json", "false"},
	};
	struct tree *t = *state;
	tree_python(t, "py", "3.12");
	const char *words[] = {tree_path(t, "py/bin/python3.12"),
			       "main.py",
			       "data.csv",
			       "out//x.txt",
			       "-v",
			       "--log=log",
			       "/srv/in.json",
			       NULL};
	struct facts *f = tree_facts(t, NULL, words, tree_path(t, "work"), "", NULL);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct match m = tree_match(t, "file", cases[i].file);
		assert_fact(f, &m, "file.typed", cases[i].typed);
	}
	struct match m = tree_match(t, "file", "b.csv");
	f = tree_foreign(t, "KeyError: 1\n", "python3 a.py 'b.csv'");
	assert_fact(f, &m, "file.typed", "true");
	f = tree_foreign(t, "KeyError: 1\n", NULL);
	assert_unknown(f, &m, "file.typed");
}

static void
reads_the_interpreter_of_a_script(void **state)
{
	struct tree *t = *state;
	tree_python(t, "py", "3.12");
	tree_file(t, "app/main.py", "");
	tree_file(t, "work/gone", "#! /opt/python3.9/bin/python3.9 -E\nprint()\n");
	tree_file(t, "work/here", "#!/bin/sh\n");
	tree_file(t, "work/plain", "print()\n");
	tree_file(t, "work/relative", "#!bin/python\n");
	tree_file(t, "work/returned", "#!/bin/sh\r\n");
	const char *words[] = {tree_path(t, "py/bin/python3.12"), tree_path(t, "app/main.py"), NULL};
	struct facts *f = tree_facts(t, NULL, words, tree_path(t, "work"), "", NULL);
	struct match m = tree_match(t, "file", "gone");
	assert_fact(f, &m, "file.interpreter_gone", "/opt/python3.9/bin/python3.9");
	m = tree_match(t, "file", "returned");
	assert_fact(f, &m, "file.interpreter_gone", "/bin/sh\r");
	const char *silent[] = {"here", "plain", "relative", "nowhere", "."};
	for (size_t i = 0; i < sizeof(silent) / sizeof(*silent); i++) {
		m = tree_match(t, "file", silent[i]);
		assert_unknown(f, &m, "file.interpreter_gone");
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(agrees_with_the_system, tree_setup, tree_teardown),
		cmocka_unit_test_setup_teardown(looks_at_the_environment, tree_setup, tree_teardown),
		cmocka_unit_test_setup_teardown(finds_who_has_a_port, tree_setup, tree_teardown),
		cmocka_unit_test_setup_teardown(looks_at_files, tree_setup, tree_teardown),
		cmocka_unit_test_setup_teardown(knows_a_file_that_was_typed, tree_setup, tree_teardown),
		cmocka_unit_test_setup_teardown(reads_the_interpreter_of_a_script, tree_setup, tree_teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
