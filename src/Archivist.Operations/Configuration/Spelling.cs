namespace Archivist.Operations.Configuration;

/// <summary>Finds the word that was probably meant.</summary>
internal static class Spelling
{
    private const int LongestWord = 64;

    /// <summary>The known word with the fewest edits, or null when none is near enough to be worth naming.</summary>
    internal static string? Nearest(string written, IEnumerable<string> known)
    {
        if (written.Length > LongestWord)
            return null;
        var (distance, word) = known
            .Select(candidate => (Distance: Distance(written.ToLowerInvariant(), candidate), Word: candidate))
            .OrderBy(candidate => candidate.Distance)
            .FirstOrDefault((int.MaxValue, ""));
        return distance <= Math.Max(2, word.Length / 3) ? word : null;
    }

    /// <summary>Levenshtein: insertions, removals and replacements of one character.</summary>
    private static int Distance(string from, string to)
    {
        var previous = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var current = new int[to.Length + 1];
            current[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var replaced = previous[j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
                current[j] = Math.Min(replaced, Math.Min(previous[j], current[j - 1]) + 1);
            }

            previous = current;
        }

        return previous[to.Length];
    }
}
