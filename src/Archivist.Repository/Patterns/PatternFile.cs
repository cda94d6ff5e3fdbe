using System.Text;
using Archivist.Platform.Problems;
using Archivist.Platform.Terminals;

namespace Archivist.Repository.Patterns;

/// <summary>
/// A file of patterns, one a line: blanks around it do not count, a line that begins with <c>#</c> is a remark, and <c>$NAME</c> or
/// <c>${NAME}</c> stands for a variable of the environment (<c>$$</c> for a dollar sign).
/// </summary>
public static class PatternFile
{
    /// <summary>Reads the patterns of a file; one that cannot be read is <see cref="Failure.Usage"/>.</summary>
    /// <exception cref="ArchivistException"><see cref="Failure.Usage"/>: the file cannot be read, or a pattern in it is malformed.</exception>
    public static async Task<IReadOnlyList<byte[]>> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return Parse(await InterruptibleInput.ReadFileAsync(path, cancellationToken), Environment.GetEnvironmentVariable);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new ArchivistException(new PathNotReadable(path, Cause.Of(cause), Failure.Usage), cause);
        }
    }

    /// <summary>The patterns in the content of a file.</summary>
    /// <param name="content">The file.</param>
    /// <param name="variable">What a variable holds; null counts as empty.</param>
    public static IReadOnlyList<byte[]> Parse(ReadOnlySpan<byte> content, Func<string, string?> variable)
    {
        content = ListText.Decode(content);
        var patterns = new List<byte[]>();
        foreach (var range in content.Split((byte)'\n'))
        {
            var line = content[range].Trim(" \t\r\v\f"u8);
            if (!line.IsEmpty && line[0] != '#')
                patterns.Add(Expand(line, variable));
        }

        return patterns;
    }

    private static byte[] Expand(ReadOnlySpan<byte> line, Func<string, string?> variable)
    {
        var expanded = new List<byte>(line.Length);
        while (!line.IsEmpty)
        {
            if (line[0] != '$' || line.Length == 1)
            {
                expanded.Add(line[0]);
                line = line[1..];
                continue;
            }

            var (name, length) = VariableIn(line[1..]);
            if (name is "$")
                expanded.Add((byte)'$');
            else if (name is not null)
                expanded.AddRange(Encoding.UTF8.GetBytes(name.Length == 0 ? "" : variable(name) ?? ""));
            else
                expanded.Add((byte)'$');
            line = line[(1 + length)..];
        }

        return [.. expanded];
    }

    /// <summary>The name behind a dollar sign and its length; null where none is, and empty where braces hold none.</summary>
    private static (string? Name, int Length) VariableIn(ReadOnlySpan<byte> text)
    {
        if (text[0] == '{')
        {
            var end = text.IndexOf((byte)'}');
            return end < 0 ? ("", 1) : (Encoding.UTF8.GetString(text[1..end]), end + 1);
        }

        if (text[0] == '$')
            return ("$", 1);
        if ("*#@!?-0123456789"u8.Contains(text[0]))
            return (Encoding.UTF8.GetString(text[..1]), 1);
        var length = 0;
        while (length < text.Length && (char.IsAsciiLetterOrDigit((char)text[length]) || text[length] == '_'))
            length++;
        return length == 0 ? (null, 0) : (Encoding.UTF8.GetString(text[..length]), length);
    }
}
