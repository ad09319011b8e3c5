"""Unpacking in build tools and data pipelines."""
import argparse
import os
import shutil
import subprocess
import tarfile
import urllib.request
import zipfile
from contextlib import closing
from functools import partial


def is_within_directory(directory, target):
    abs_directory = os.path.abspath(directory)
    abs_target = os.path.abspath(target)
    return os.path.commonprefix([abs_directory, abs_target]) == abs_directory


def safe_extract(tar, path=".", members=None, *, numeric_owner=False):
    for member in tar.getmembers():
        member_path = os.path.join(path, member.name)
        if not is_within_directory(path, member_path):
            raise Exception("Attempted path traversal in tar file")
    tar.extractall(path, members, numeric_owner=numeric_owner)


def unpack(archive, dest):
    with tarfile.open(archive) as tar:
        safe_extract(tar, dest)  # good: the well-known check


def unpack2(archive, dest):
    with tarfile.open(archive) as tar:
        tar.extractall(dest)  # bad: whatever archive


def unpack3(archive, dest):
    with tarfile.open(archive, "r:bz2") as tar:
        tar.extractall(dest, members=tar.getmembers())  # bad: all members


def good_members(members, dest):
    for member in members:
        if os.path.realpath(os.path.join(dest, member.name)).startswith(os.path.realpath(dest) + os.sep):
            yield member


def unpack4(archive, dest):
    with tarfile.open(archive) as tar:
        tar.extractall(dest, members=good_members(tar, dest))  # good: members chosen


def unpack5(dest):
    with tarfile.open("vendor/assets.tar.gz") as tar:
        tar.extractall(dest)  # good: the program's own archive


def unpack6(dest, names):
    with tarfile.open("out.tar", "w") as tar:
        for name in names:
            tar.add(name)  # good: written, not extracted


def unpack7(archive, dest):
    if archive.endswith(".zip"):
        with zipfile.ZipFile(archive) as z:
            z.extractall(dest)  # good: zipfile
    else:
        with tarfile.open(archive) as tar:
            tar.extractall(dest)  # bad: the other branch


def fetch(url, dest):
    path, _ = urllib.request.urlretrieve(url)
    with closing(tarfile.open(path)) as tar:
        tar.extractall(dest)  # bad: downloaded


def fetch_filtered(url, dest):
    path, _ = urllib.request.urlretrieve(url)
    with closing(tarfile.open(path)) as tar:
        tar.extractall(dest, filter="tar")  # good: the tar filter


def fetch_attribute(url, dest):
    path, _ = urllib.request.urlretrieve(url)
    with closing(tarfile.open(path)) as tar:
        tar.extractall(dest, filter=tarfile.data_filter)  # good: the filter as a function


def zip_by_hand(archive, dest):
    with zipfile.ZipFile(archive) as z:
        for member in z.namelist():
            path = os.path.join(dest, member)
            if member.endswith("/"):
                os.makedirs(path, exist_ok=True)  # bad: folders, too
                continue
            with z.open(member) as src, open(path, "wb") as out:  # bad: no look at the name
                shutil.copyfileobj(src, out)


def zip_by_hand_checked(archive, dest):
    dest = os.path.realpath(dest)
    with zipfile.ZipFile(archive) as z:
        for member in z.infolist():
            path = os.path.realpath(os.path.join(dest, member.filename))
            if os.path.commonpath([dest, path]) != dest:
                raise ValueError(member.filename)
            with z.open(member) as src, open(path, "wb") as out:  # good: commonpath
                shutil.copyfileobj(src, out)


def zip_extract(archive, dest):
    with zipfile.ZipFile(archive) as z:
        for member in z.namelist():
            z.extract(member, dest)  # good: ZipFile.extract cleans, too


def tar_member(archive, dest, name):
    tar = tarfile.open(archive)
    tar.extract(name, dest)  # good: a member that the caller names
    tar.close()


def tar_first(archive, dest):
    tar = tarfile.open(archive)
    tar.extract(tar.getmembers()[0], dest)  # bad: the first member
    tar.close()


def tar_flat(archive, dest):
    with tarfile.open(archive) as tar:
        for member in tar.getmembers():
            member.name = os.path.basename(member.name)
            tar.extract(member, dest)  # good: only the last part is left


def tar_files(archive, dest):
    with tarfile.open(archive) as tar:
        for member in tar:
            if not member.isfile():
                continue
            src = tar.extractfile(member)
            with open(os.path.join(dest, member.name), "wb") as out:  # bad: by hand
                shutil.copyfileobj(src, out)


def tar_program(archive, dest):
    subprocess.run(["tar", "-xf", archive, "-C", dest], check=True)  # good: the program refuses such names


class Installer:
    def __init__(self, archive, dest):
        self.archive = archive
        self.dest = dest

    def install(self):
        with tarfile.open(self.archive) as tar:
            tar.extractall(self.dest)  # bad: an attribute

    def install_safely(self):
        with tarfile.open(self.archive) as tar:
            tar.extractall(self.dest, filter="data")  # good: an attribute and the filter

    def list(self):
        with tarfile.open(self.archive) as tar:
            return tar.getnames()  # good: names only


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("archive")
    args = parser.parse_args()
    tar = tarfile.open(args.archive, "r:*")
    tar.extractall()  # bad: the archive that is named on the command line
    with zipfile.ZipFile(args.archive) as z:
        z.extractall()  # good: zip


def own(folder, dest):
    shutil.make_archive("/tmp/own", "gztar", folder)
    with tarfile.open("/tmp/own.tar.gz") as tar:
        tar.extractall(dest)  # good: written a moment before


def options(archive, dest):
    kwargs = {"filter": "data"}
    with tarfile.open(archive) as tar:
        tar.extractall(dest, **kwargs)  # good: the filter in a dict


def branch(archive, dest):
    tar = tarfile.open(archive)
    if hasattr(tarfile, "data_filter"):
        tar.extractall(dest, filter="data")  # good: where the filter exists
    tar.close()


def members_by_comprehension(archive, dest):
    with tarfile.open(archive) as tar:
        safe = [m for m in tar.getmembers() if not m.name.startswith(("/", "..")) and m.isreg()]
        tar.extractall(dest, members=safe)  # good: a list of chosen members


def none(archive, dest):
    with tarfile.open(archive) as tar:
        tar.extractall(dest, None)  # bad: None is every member
