using System.Text;

namespace Archivist.Operations.Configuration;

/// <summary>
/// Splits <c>pass show "my disk"</c> into arguments: quotes and backslashes as in a POSIX shell, and nothing else of one.
/// </summary>
internal static class CommandLine
{
    /// <summary>False when a quote or a backslash is left open, or when there is no word at all.</summary>
    internal static bool TrySplit(string line, out IReadOnlyList<string> arguments)
    {
        var words = new List<string>();
        arguments = words;
        StringBuilder? word = null;
        var quote = '\0';
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (c is '\\' && quote is not '\'')
            {
                if (++i == line.Length)
                    return false;
                // Between double quotes a backslash is itself, unless it protects a quote or another backslash.
                if (quote is '"' && line[i] is not ('"' or '\\'))
                    (word ??= new()).Append('\\');
                (word ??= new()).Append(line[i]);
            }
            else if (quote != '\0' ? c == quote : c is '"' or '\'')
            {
                quote = quote == '\0' ? c : '\0';
                word ??= new();
            }
            else if (quote == '\0' && c is ' ' or '\t')
            {
                if (word is not null)
                    words.Add(word.ToString());
                word = null;
            }
            else
            {
                (word ??= new()).Append(c);
            }
        }

        if (word is not null)
            words.Add(word.ToString());
        return quote == '\0' && words.Count > 0 && words[0].Length > 0;
    }
}
