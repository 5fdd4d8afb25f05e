# What `remedy add` tries an expression on: outputs of commands that did not fail.
all: $(BUILD)/share/remedy/innocent.txt

$(BUILD)/share/remedy/innocent.txt: tests/innocent/outputs.txt
	@mkdir -p $(@D)
	cp $< $@
