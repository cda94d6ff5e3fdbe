namespace Archivist.Keys.Shares;

/// <summary>The 1,024 words of SLIP-0039, in the order of their values. The first four letters of each are unique, and no two are alike enough to be taken for each other. Thread-safe.</summary>
public static class WordList
{
    /// <summary>Beginnings of this length are unique.</summary>
    private const int UniqueLetters = 4;

    private const int MostCandidates = 4;

    /// <summary>How many letters may be wrong, missing, or too many in a word for which candidates are named.</summary>
    private const int FarthestCandidate = 2;

    private static readonly string[] Words = Read();

    private static readonly Dictionary<string, ushort> Values = Words.Select((word, value) => (word, value)).ToDictionary(pair => pair.word, pair => (ushort)pair.value, StringComparer.Ordinal);

    /// <summary>The word of a value, 0 to 1,023.</summary>
    internal static string WordOf(ushort value) => Words[value];

    /// <summary>The value of a word, whatever its case.</summary>
    internal static bool TryFind(string word, out ushort value) => Values.TryGetValue(word.ToLowerInvariant(), out value);

    /// <summary>Words that someone may have meant, the closest first: those that begin with the same four letters, else those at the smallest number of wrong letters, at most two.</summary>
    public static IReadOnlyList<string> CandidatesFor(string typed)
    {
        var word = typed.ToLowerInvariant();
        if (word.Length is > 0 and <= UniqueLetters && Words.Where(known => known.StartsWith(word, StringComparison.Ordinal)).Take(MostCandidates + 1).ToList() is { Count: > 0 and <= MostCandidates } begun)
            return begun;
        if (word.Length > UniqueLetters && Words.FirstOrDefault(known => known.StartsWith(word[..UniqueLetters], StringComparison.Ordinal)) is { } same)
            return [same];
        var measured = Words.Select(known => (Word: known, Distance: Distance(word, known))).Where(known => known.Distance <= FarthestCandidate).ToList();
        return measured.Count == 0
            ? []
            : [.. measured.Where(known => known.Distance == measured.Min(other => other.Distance)).Take(MostCandidates).Select(known => known.Word)];
    }

    /// <summary>Edits between two words: a letter replaced, left out, put in, or swapped with its neighbour (optimal string alignment).</summary>
    internal static int Distance(string a, string b)
    {
        var table = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
            table[i, 0] = i;
        for (var j = 0; j <= b.Length; j++)
            table[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                table[i, j] = Math.Min(Math.Min(table[i - 1, j], table[i, j - 1]) + 1, table[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    table[i, j] = Math.Min(table[i, j], table[i - 2, j - 2] + 1);
            }
        }

        return table[a.Length, b.Length];
    }

    private static string[] Read()
    {
        using var reader = new StreamReader(typeof(WordList).Assembly.GetManifestResourceStream("slip39-wordlist.txt")!);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }
}
