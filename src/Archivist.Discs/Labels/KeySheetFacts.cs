namespace Archivist.Discs.Labels;

/// <summary>What a sheet for a key says. Immutable.</summary>
public sealed record KeySheetFacts
{
    /// <summary>The name of the archive.</summary>
    public required string Archive { get; init; }

    /// <summary>What the shares need, as <c>3 of 5</c>.</summary>
    public required string Needed { get; init; }

    /// <summary>The two words with which all shares of the set begin.</summary>
    public required string Set { get; init; }

    /// <summary>The id of the key that the shares open.</summary>
    public required string Key { get; init; }

    /// <summary>When the shares were made.</summary>
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>What distinguishes this sheet from others: 16 hexadecimal digits.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Whom to call, in this order; at least one.</summary>
    public required IReadOnlyList<string> Contacts { get; init; }

    /// <summary>Where discs and copies are; at least one.</summary>
    public required IReadOnlyList<string> Places { get; init; }

    /// <summary>The commands that recover the password, test a share, and test this sheet.</summary>
    public required (string Combine, string Test, string TestSheet) Commands { get; init; }

    /// <summary>The content of the QR code, which the rows repeat.</summary>
    public required string Code { get; init; }

    /// <summary>The same as rows of text, each with its check.</summary>
    public required IReadOnlyList<(string Text, string Check)> Rows { get; init; }

    /// <summary>The share, as <c>Share 2 of 5</c>; null for the sheet without a secret.</summary>
    public string? Share { get; init; }
}
