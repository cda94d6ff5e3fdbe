using System.Globalization;

namespace Archivist.App.Cli;

/// <summary>
/// Standard streams that a parent has closed. The kernel gives their numbers to the next files that are opened, which are the runtime's own pipes: reading
/// standard input would wait for ever, and what is written to standard output would go into the runtime.
/// </summary>
internal static class StandardStreams
{
    private const string Descriptors = "/proc/self/fd", Details = "/proc/self/fdinfo";

    /// <summary>Puts an empty input, and outputs that fail or say nothing, in the place of streams that are closed.</summary>
    internal static void Guard()
    {
        if (IsClosed(0))
            Console.SetIn(TextReader.Null);
        if (IsClosed(1))
            Console.SetOut(new ClosedWriter());
        if (IsClosed(2))
            Console.SetError(TextWriter.Null);
    }

    /// <summary>True when descriptor 0, 1 or 2 is not what the parent meant: nothing, or one end of a pipe whose other end this process has too.</summary>
    internal static bool IsClosed(int descriptor)
    {
        if (!OperatingSystem.IsLinux())
            return false;
        var own = Target(descriptor);
        if (own is null || own.StartsWith("anon_inode:", StringComparison.Ordinal))
            return true;
        return own.StartsWith("pipe:", StringComparison.Ordinal) && Directory.EnumerateFiles(Descriptors)
            .Select(path => int.Parse(Path.GetFileName(path), CultureInfo.InvariantCulture))
            .Any(other => other != descriptor && Target(other) == own && CanWrite(other) != CanWrite(descriptor));
    }

    private static string? Target(int descriptor)
    {
        try
        {
            return new FileInfo($"{Descriptors}/{descriptor}").LinkTarget;
        }
        catch (IOException)
        {
            // Closed since it was listed.
            return null;
        }
    }

    /// <summary>The access mode of open(2), in octal, in the line "flags:".</summary>
    private static bool CanWrite(int descriptor)
    {
        try
        {
            var flags = File.ReadLines($"{Details}/{descriptor}").First(line => line.StartsWith("flags:", StringComparison.Ordinal));
            return (Convert.ToInt32(flags[6..].Trim(), 8) & 3) != 0;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private sealed class ClosedWriter : TextWriter
    {
        public override System.Text.Encoding Encoding => System.Text.Encoding.UTF8;

        public override void Write(char value) => throw new IOException("it is closed");

        public override void Write(string? value) => throw new IOException("it is closed");

        public override void WriteLine(string? value) => throw new IOException("it is closed");
    }
}
