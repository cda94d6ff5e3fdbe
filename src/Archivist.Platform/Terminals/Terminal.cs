using Archivist.Platform.Kernel;
using Microsoft.Win32.SafeHandles;

namespace Archivist.Platform.Terminals;

/// <summary>
/// The terminal at the standard streams, without the runtime's console, which puts a terminal into another mode and leaves it there. Lines are edited by the
/// terminal itself. Linux; on Windows the console is asked. Thread-safe, but for two readers at once.
/// </summary>
public static class Terminal
{
    private const int Input = 0, Now = 1, LongestLine = 4096;
    private const ulong GetWindowSize = 0x5413;
    private const uint Echo = 0x8, EchoNewLine = 0x40;

    private static readonly Lock Gate = new();
    private static Libc.TerminalModes? _found;

    static Terminal() => AppDomain.CurrentDomain.ProcessExit += (_, _) => Restore();

    /// <summary>Columns of the terminal at a descriptor; null when it is none, or does not know.</summary>
    public static int? Width(int descriptor)
    {
        if (!OperatingSystem.IsLinux())
            return Console.WindowWidth;
        return Libc.AskDevice(descriptor, GetWindowSize, out var size) == 0 && size.Columns > 0 ? size.Columns : null;
    }

    /// <summary>Whether a read from standard input would return at once: a line was typed, or the input has ended.</summary>
    public static bool HasLine
    {
        get
        {
            if (!OperatingSystem.IsLinux())
                return Console.KeyAvailable;
            var waiting = new Libc.Waiting { Descriptor = Input, Events = Libc.HasInput };
            return Libc.Wait(ref waiting, 1, 0) > 0;
        }
    }

    /// <summary>The next line without its end, as bytes; null at the end of the input.</summary>
    /// <exception cref="IOException">Standard input cannot be read, or the line is longer than a terminal takes.</exception>
    public static byte[]? ReadLine()
    {
        using var input = InterruptibleInput.OpenStandardInput();
        var line = new List<byte>();
        while (input.ReadByte() is var next && next != '\n')
        {
            if (next < 0)
                return line.Count > 0 ? [.. line] : null;
            if (line.Count == LongestLine)
                throw new IOException("the line is too long");
            line.Add((byte)next);
        }

        return line is [.., (byte)'\r'] ? [.. line[..^1]] : [.. line];
    }

    /// <summary>Turns echo off until this is disposed or the process ends.</summary>
    public static IDisposable HideTyping()
    {
        lock (Gate)
        {
            if (_found is null && OperatingSystem.IsLinux() && Libc.GetModes(Input, out var modes) == 0)
            {
                _found = modes;
                modes.Local = (modes.Local & ~Echo) | EchoNewLine;
                _ = Libc.SetModes(Input, Now, in modes);
            }
        }

        return new Shown();
    }

    /// <summary>Shows or hides what is typed on a terminal, once what was written to it has been shown. Does nothing on what is not a terminal.</summary>
    public static void SetEcho(SafeFileHandle terminal, bool isOn)
    {
        var descriptor = (int)terminal.DangerousGetHandle();
        if (!OperatingSystem.IsLinux() || Libc.GetModes(descriptor, out var modes) != 0)
            return;
        modes.Local = isOn ? modes.Local | Echo : modes.Local & ~Echo;
        _ = Libc.SetModes(descriptor, Now, in modes);
        GC.KeepAlive(terminal);
    }

    /// <summary>Shows what is typed again; nothing when it is shown. A forced end calls it.</summary>
    internal static void Restore()
    {
        lock (Gate)
        {
            if (_found is { } found)
                _ = Libc.SetModes(Input, Now, in found);
            _found = null;
        }
    }

    private sealed class Shown : IDisposable
    {
        public void Dispose() => Restore();
    }
}
