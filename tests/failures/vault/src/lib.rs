//! A native module that panics as cryptography's did: it asks CPython's C API for
//! a module, and `from_owned_ptr` panics where that gives none.

use pyo3::prelude::*;
use pyo3::{ffi, PyAny};
use std::ffi::CString;

/// Imports `name`; where that fails pyo3 prints the exception, then panics.
#[pyfunction]
fn open(py: Python<'_>, name: &str) -> PyResult<String> {
    let name = CString::new(name)?;
    let module: &PyAny = unsafe { py.from_owned_ptr(ffi::PyImport_ImportModule(name.as_ptr())) };
    Ok(module.str()?.to_string())
}

/// As `open`, with the exception dropped before pyo3 could print it.
#[pyfunction]
fn open_silently(py: Python<'_>, name: &str) -> PyResult<String> {
    let name = CString::new(name)?;
    let module: &PyAny = unsafe {
        let module = ffi::PyImport_ImportModule(name.as_ptr());
        ffi::PyErr_Clear();
        py.from_owned_ptr(module)
    };
    Ok(module.str()?.to_string())
}

/// A panic that has nothing to do with Python.
#[pyfunction]
fn first(names: Vec<String>) -> String {
    names.into_iter().next().unwrap()
}

#[pymodule]
fn vault(_py: Python<'_>, m: &PyModule) -> PyResult<()> {
    m.add_function(wrap_pyfunction!(open, m)?)?;
    m.add_function(wrap_pyfunction!(open_silently, m)?)?;
    m.add_function(wrap_pyfunction!(first, m)?)?;
    Ok(())
}
