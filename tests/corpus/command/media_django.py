from django.http import HttpResponse, HttpResponseBadRequest, JsonResponse
from django.views import View
from django.views.decorators.http import require_POST
import os, subprocess, shlex


FORMATS = ("mp3", "ogg")


def convert(request):
    source = request.GET.get('file', '')
    os.system('ffmpeg -i ' + source + ' out.mp3')  # bad: GET parameter
    return HttpResponse('ok')


def convert_quoted(request):
    source = shlex.quote(request.GET.get('file', ''))
    os.system('ffmpeg -i ' + source + ' out.mp3')  # good: shlex.quote
    return HttpResponse('ok')


@require_POST
def convert_format(request):
    fmt = request.POST['format']
    if fmt in FORMATS:
        subprocess.call('ffmpeg -i in.wav out.%s' % fmt, shell=True)  # good: inside the allow-list test
        return HttpResponse('ok')
    return HttpResponseBadRequest()


@require_POST
def convert_format_inverted(request):
    fmt = request.POST['format']
    if fmt in FORMATS:
        return HttpResponse('known')
    subprocess.call('ffmpeg -i in.wav out.%s' % fmt, shell=True)  # bad: what is not in the list
    return HttpResponse('ok')


class ThumbnailView(View):
    size = '100x100'

    def get(self, request, name):
        args = ['convert', name, '-resize', self.size, 'out.png']
        subprocess.run(args)  # good: a list, no shell
        return HttpResponse('ok')

    def post(self, request, name):
        cmd = []
        cmd.append('convert')
        cmd.append(request.POST.get('file'))
        cmd.append('out.png')
        subprocess.run(' '.join(cmd), shell=True)  # bad: joined into a line
        return JsonResponse({'ok': True})

    def put(self, request, name):
        cmd = ['convert', self.size]
        subprocess.run(' '.join(cmd), shell=True)  # good: nothing from outside in the list
        return JsonResponse({'ok': True})


def pick(request):
    values = []
    values.append('safe')
    values.append(request.GET['x'])
    values.append('moresafe')
    values.pop(0)
    bar = values[0]
    os.system('echo ' + bar)  # bad: after the pop the outsider's is first
    bar = values[1]
    os.system('echo ' + bar)  # good: the last element is constant
    return HttpResponse('')


def keyed(request):
    table = {'a': 'fixed', 'b': request.GET['b']}
    os.system('echo ' + table['a'])  # good: a key that holds a constant
    os.system('echo ' + table['b'])  # bad: the key that holds the parameter
    return HttpResponse('')


def matched(request):
    mode = request.GET.get('mode')
    match mode:
        case 'fast' | 'slow':
            os.system('render --' + mode)  # good: matched against constants
        case _:
            os.system('render --' + mode)  # bad: any other value
    return HttpResponse('')


def executable(request):
    subprocess.Popen(args=['x'], executable=request.GET['exe'])  # bad: the executable
    subprocess.Popen(args=['x', request.GET['exe']], executable='/bin/true')  # good: an argument
    return HttpResponse('')


def environment(request):
    subprocess.run(['env'], env={'LANG': request.GET['lang']})  # good: a variable of the environment
    return HttpResponse('')


def as_bool(request):
    flag = '-v' if request.GET.get('verbose') else ''
    os.system('make ' + flag)  # good: only chooses between constants
    return HttpResponse('')
