from setuptools import setup, Feature
