namespace Archivist.Drills;

/// <summary>The words for the kinds of keys.</summary>
public static class DrillKeyKinds
{
    /// <summary>All words, in the order of the kinds.</summary>
    public static IReadOnlyList<string> Words { get; } = [.. Enum.GetValues<DrillKeyKind>().Select(kind => kind.Word)];

    extension(DrillKeyKind kind)
    {
        /// <summary>The word for it on the command line, in settings, in records and in the ledger.</summary>
        public string Word => kind switch
        {
            DrillKeyKind.Password => "password",
            DrillKeyKind.Passphrase => "passphrase",
            DrillKeyKind.Stick => "stick",
            DrillKeyKind.Shares => "shares",
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
    }

    /// <summary>The kind that a word stands for; null for any other word.</summary>
    public static DrillKeyKind? Find(string word) => Words.Contains(word) ? Enum.GetValues<DrillKeyKind>().First(kind => kind.Word == word) : null;
}
