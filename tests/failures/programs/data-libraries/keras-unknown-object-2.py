raise TypeError("Could not locate function 'mse'. Make sure custom classes are decorated with `@keras.saving.register_keras_serializable()`.")
