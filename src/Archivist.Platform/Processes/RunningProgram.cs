using System.Text;
using Archivist.Platform.Files;

namespace Archivist.Platform.Processes;

/// <summary>A process of this machine, as /proc shows it. Linux only.</summary>
/// <param name="Directory">Its directory below /proc.</param>
/// <param name="Words">Its arguments, and its environment as NAME=VALUE; null when they may not be read.</param>
public sealed record RunningProgram(string Directory, IReadOnlyList<string>? Words)
{
    /// <summary>All whose names begin so; one that ends meanwhile is left out.</summary>
    public static IEnumerable<RunningProgram> Named(string name)
    {
        foreach (var process in System.IO.Directory.EnumerateDirectories("/proc").Where(path => char.IsAsciiDigit(path[6])))
        {
            if (Read(process + "/comm") is not { } comm || !comm.StartsWith(name, StringComparison.Ordinal))
                continue;
            if (Read(process + "/cmdline") is { } arguments && Read(process + "/environ") is { } environment)
                yield return new RunningProgram(process, [.. arguments.Split('\0'), .. environment.Split('\0')]);
            else if (!HasEnded(process))
                yield return new RunningProgram(process, null);
        }
    }

    /// <summary>Whether one of its words names this file or directory as seen from its own working directory.</summary>
    public bool Names(FoundFile file) => Words is null || Words.SelectMany(Readings).Any(word => IsNamed(word, file));

    /// <summary>A value may stand alone, behind an equals sign, or directly behind a flag of one letter.</summary>
    private static IEnumerable<string> Readings(string word)
    {
        yield return word;
        if (word.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals)
            yield return word[(equals + 1)..];
        if (word is ['-', not '-', ..])
            yield return word[2..];
    }

    private bool IsNamed(string word, FoundFile file)
    {
        if (word.Length is 0 or > 4096)
            return false;
        try
        {
            return FileLookup.Find(word[0] == '/' ? word : $"{Directory}/cwd/{word}") is { } found && found.IsSameAs(file);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            // A word that is no path, or one that leads where this user may not look.
            return false;
        }
    }

    /// <summary>One that is ending has no memory left to read from, and then no entry.</summary>
    private static bool HasEnded(string process) => Read(process + "/statm") is null or "0 0 0 0 0 0 0\n";

    private static string? Read(string path)
    {
        try
        {
            return Encoding.UTF8.GetString(File.ReadAllBytes(path));
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            // It has ended, or is another user's.
            return null;
        }
    }
}
