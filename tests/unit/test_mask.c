#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "memory/mask.h"

/* A line, what is kept of it; NULL: nothing. */
static const char *const lines[][2] = {
	{"pip install cffi", "pip install cffi"},
	{"python3.13 -m pip install 'numpy<2' pillow", "python3.13 -m pip install 'numpy<2' pillow"},
	{"sudo apt install libffi-dev", "sudo apt install libffi-dev"},
	{"source .venv/bin/activate", "source .venv/bin/activate"},
	{"export PYTHONPATH=src", "export PYTHONPATH=…"},
	{"export SECRET_KEY='a b c'", "export SECRET_KEY=…"},
	{"DB_PASSWORD=hunter2 python app.py", "DB_PASSWORD=… python app.py"},
	{"env A=1 B=2 python app.py", "env A=… B=… python app.py"},
	{"A=\"x y\" B='z' make", "A=… B=… make"},
	{"PATH+=:/opt/bin", "PATH+=…"},
	{"set -x AWS_SECRET abc", "set -x AWS_SECRET …"},
	{"export OPENAI_API_KEY=sk-abcdefghijklmnop", "export OPENAI_API_KEY=…"},
	{"login --token abc123", "login --token …"},
	{"login --token=abc123", "login --token=…"},
	{"tool --password hunter2 run", "tool --password … run"},
	{"tool --password=hunter2 run", "tool --password=… run"},
	{"tool --passphrase 'a b' run", "tool --passphrase … run"},
	{"tool --api-key k run", "tool --api-key … run"},
	{"tool --apikey=k run", "tool --apikey=… run"},
	{"tool --client-secret k", "tool --client-secret …"},
	{"tool --access-token k", "tool --access-token …"},
	{"tool --auth user:pw", "tool --auth …"},
	{"tool --credentials=f", "tool --credentials=…"},
	{"tool --cookie 'session=abc'", "tool --cookie …"},
	{"tool --key id", "tool --key …"},
	{"tool --user ada:pw x", "tool --user … x"},
	{"tool --oauth2-bearer abc", "tool --oauth2-bearer …"},
	{"tool --otp 123456", "tool --otp …"},
	{"pip install --index-url https://u:p@host/simple x", "pip install --index-url … x"},
	{"pip install --extra-index-url=https://host/simple x", "pip install --extra-index-url=… x"},
	{"curl -u ada:pw https://host/x", "curl -u … https://host/x"},
	{"curl -uada:pw https://host/x", "curl -u… https://host/x"},
	{"curl -H 'Authorization: Bearer abc' https://host/x", "curl -H … https://host/x"},
	{"curl --header 'X-Api-Key: abc' https://host/x", "curl --header … https://host/x"},
	{"curl -d '{\"password\": \"x\"}' https://host/x", "curl -d … https://host/x"},
	{"curl -b session=abc https://host/x", "curl -b … https://host/x"},
	{"curl -F file=@x -F token=abc https://host/x", "curl -F … -F … https://host/x"},
	{"curl https://host/x?token=abc", "curl https://host/x?…"},
	{"curl 'https://host/x?a=b&key=c'", "curl https://host/x?…"},
	{"http -a ada:pw host/x", "http -a … host/x"},
	{"wget https://ada:pw@host/x", "wget https://…@host/x"},
	{"git clone https://ada:ghp_abcdefghijklmnop@github.com/a/b.git", "git clone https://…@github.com/a/b.git"},
	{"git clone https://github.com/a/b.git", "git clone https://github.com/a/b.git"},
	{"git clone git@github.com:a/b.git", "git clone git@github.com:a/b.git"},
	{"git remote set-url origin https://token@github.com/a/b",
	 "git remote set-url origin https://…@github.com/a/b"},
	{"pip install git+https://oauth2:abc@host/x.git", "pip install git+https://…@host/x.git"},
	{"psql postgresql://ada:pw@localhost/shop", "psql postgresql://…@localhost/shop"},
	{"psql postgres://ada@localhost/shop", "psql postgres://…@localhost/shop"},
	{"redis-cli -u redis://:pw@localhost:6379", "redis-cli -u redis://…@localhost:6379"},
	{"redis-cli -a pw ping", "redis-cli -a … ping"},
	{"mongosh mongodb://ada:p@ss@host/x", "mongosh mongodb://…@host/x"},
	{"mysql -u ada -psesame shop", "mysql -u ada -p… shop"},
	{"mysql -u ada -p sesame", "mysql -u ada -p …"},
	{"mysqldump -psesame shop", "mysqldump -p… shop"},
	{"mysql --password=sesame shop", "mysql --password=… shop"},
	{"/usr/bin/mysql -psesame", "/usr/bin/mysql -p…"},
	{"sudo mysql -psesame", "sudo mysql -p…"},
	{"sshpass -p sesame ssh host", "sshpass -p … ssh host"},
	{"sshpass -psesame ssh host", "sshpass -p… ssh host"},
	{"docker login -u ada -p sesame host", "docker login -u ada -p … host"},
	{"docker run -p8000:80 x", "docker run -p… x"},
	{"echo sesame | docker login --password-stdin host", NULL},
	{"gh auth login --with-token <<< abc", NULL},
	{"echo hunter2 > .secret", "echo … > .secret"},
	{"echo a b c", "echo … … …"},
	{"printf '%s' pw | tool login", "printf … … | tool login"},
	{"twine upload -u __token__ -p pypi-AgEIcHlwaS5vcmc dist/x", "twine upload -u __token__ -p … dist/x"},
	{"aws configure set aws_secret_access_key wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY",
	 "aws configure set aws_secret_access_key …"},
	{"tool AKIAIOSFODNN7EXAMPLE", "tool …"},
	{"tool ASIAIOSFODNN7EXAMPLE", "tool …"},
	{"tool ghp_16C7e42F292c6912E7710c838347Ae178B4a", "tool …"},
	{"tool gho_16C7e42F292c6912E7", "tool …"},
	{"tool github_pat_11ABCDEFG0abcdef", "tool …"},
	{"tool glpat-abcdefghijkl", "tool …"},
	{"tool sk-proj-abcdefghijkl", "tool …"},
	{"tool sk_live_abcdefghijkl", "tool …"},
	{"tool xoxb-123456789-abcdef", "tool …"},
	{"tool AIzaSyA-abcdefghijk", "tool …"},
	{"tool ya29.abcdefghijkl", "tool …"},
	{"tool eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc", "tool …"},
	{"tool hf_abcdefghijklmnop", "tool …"},
	{"tool npm_abcdefghijklmnop", "tool …"},
	{"tool dckr_pat_abcdefghijkl", "tool …"},
	{"tool SG.abcdefghijklmnop", "tool …"},
	{"tool whsec_abcdefghijkl", "tool …"},
	{"tool 5f4dcc3b5aa765d61d8327deb882cf99", "tool …"},
	{"tool da39a3ee5e6b4b0d3255bfef95601890afd80709", "tool …"},
	{"tool Tr0ub4dor3Tr0ub4dor3XyZ12ab", "tool …"},
	{"tool --opt=Tr0ub4dor3Tr0ub4dor3XyZ12ab", "tool --opt=…"},
	{"tool --header='Authorization: Basic YWRhOnB3'", "tool --header=…"},
	{"openssl enc -k sesame -in a", "openssl enc -k … -in a"},
	{"zip -P sesame a.zip b", "zip -P … a.zip b"},
	{"unzip -P sesame a.zip", "unzip -P … a.zip"},
	{"7z x -psesame a.7z", "7z x -p… a.7z"},
	{"ldapsearch -w sesame -x", "ldapsearch -w … -x"},
	{"sqlcmd -S host -P sesame", "sqlcmd -S host -P …"},
	{"smbclient -U ada%pw //host/x", "smbclient -U … //host/x"},
	{"ansible-playbook --vault-password-file f x.yml", "ansible-playbook --vault-password-file … x.yml"},
	{"vault login s.abcdef", "vault login s.abcdef"},
	{"a && TOKEN=x b; C=y d | e", "a && TOKEN=… b; C=… d | e"},
	{"(export A=b; make)", "(export A=…; make)"},
	{"cp a=b c", "cp a=… c"},
	{"pip install -e .", "pip install -e ."},
	{"make -j4 all", "make -j4 all"},
	{"git checkout feature/long-branch-name-of-somebody", "git checkout feature/long-branch-name-of-somebody"},
	{"pip install torch==2.1.0+cu118", "pip install torch==2.1.0+cu118"},
	{"pip install ./dist/shop-1.0-cp311-cp311-manylinux_2_17_x86_64.whl",
	 "pip install ./dist/shop-1.0-cp311-cp311-manylinux_2_17_x86_64.whl"},
	{"apt-get install python3-cryptography=38.0.4-3+deb12u1",
	 "apt-get install python3-cryptography=38.0.4-3+deb12u1"},
	{" export HIDDEN=1", NULL},
	{"a\nb", NULL},
	{"a \033[31m", NULL},
	{"", NULL},
};

static void
nothing_secret_is_kept(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	for (size_t i = 0; i < sizeof(lines) / sizeof(*lines); i++) {
		const char *kept = mask_line(a, lines[i][0]);
		print_message("%s\n", lines[i][0]);
		if (lines[i][1] == NULL)
			assert_null(kept);
		else {
			assert_non_null(kept);
			assert_string_equal(kept, lines[i][1]);
			assert_int_equal(mask_is_in(kept), strcmp(kept, lines[i][0]) != 0);
		}
	}
	arena_free(a);
}

/* Whatever is fed in ends, and what is masked stays masked. */
static void
any_bytes_end(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	static const char signs[] = "a '\"\\=-:/@;|&<>()$`{}Z9_?";
	unsigned seed = 7;
	for (int i = 0; i < 20000; i++) {
		char line[40];
		size_t n = 1 + (seed = seed * 1103515245u + 12345u) / 65536 % 38;
		for (size_t k = 0; k < n; k++)
			line[k] = signs[(seed = seed * 1103515245u + 12345u) / 65536 % (sizeof(signs) - 1)];
		line[n] = '\0';
		const char *once = mask_line(a, line);
		if (once != NULL && mask_is_in(once))
			assert_true(strlen(once) < 200);
	}
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_secret_is_kept),
		cmocka_unit_test(any_bytes_end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
