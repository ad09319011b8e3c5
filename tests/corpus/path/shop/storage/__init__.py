from .disk import Disk, absolute, checked
