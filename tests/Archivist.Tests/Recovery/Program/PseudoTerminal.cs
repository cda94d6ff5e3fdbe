using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Archivist.Tests.Recovery.Program;

/// <summary>A terminal with a person at its other end: man 7 pty.</summary>
internal sealed partial class PseudoTerminal : IDisposable
{
    private const int ReadWriteNotControlling = 0x102;

    private readonly FileStream _person;
    private readonly StringBuilder _screen = new();

    internal PseudoTerminal()
    {
        var person = OpenTerminal(ReadWriteNotControlling);
        Assert.False(person.IsInvalid);
        Assert.Equal(0, Grant(person));
        Assert.Equal(0, Unlock(person));
        Path = Marshal.PtrToStringUTF8(NameOf(person))!;
        _person = new FileStream(person, FileAccess.ReadWrite, bufferSize: 0);
        _ = WatchAsync();
    }

    internal string Path { get; }

    /// <summary>Everything that was printed or echoed so far.</summary>
    internal string Screen
    {
        get
        {
            lock (_screen)
                return _screen.ToString();
        }
    }

    internal Task TypeAsync(string text) => _person.WriteAsync(Encoding.UTF8.GetBytes(text)).AsTask();

    internal async Task SeesAsync(string text)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!Screen.Contains(text, StringComparison.Ordinal))
            await Task.Delay(10, patience.Token);
    }

    public void Dispose() => _person.Dispose();

    private async Task WatchAsync()
    {
        var buffer = new byte[1024];
        try
        {
            while (await _person.ReadAsync(buffer) is > 0 and var count)
            {
                lock (_screen)
                    _screen.Append(Encoding.UTF8.GetString(buffer, 0, count));
            }
        }
        catch (Exception cause) when (cause is IOException or ObjectDisposedException)
        {
            // Nobody has the other end open any more.
        }
    }

    [LibraryImport("libc", EntryPoint = "posix_openpt")]
    private static partial SafeFileHandle OpenTerminal(int flags);

    [LibraryImport("libc", EntryPoint = "grantpt")]
    private static partial int Grant(SafeFileHandle terminal);

    [LibraryImport("libc", EntryPoint = "unlockpt")]
    private static partial int Unlock(SafeFileHandle terminal);

    [LibraryImport("libc", EntryPoint = "ptsname")]
    private static partial nint NameOf(SafeFileHandle terminal);
}
