namespace Archivist.Discs.Labels;

/// <summary>What a page of one-time codes says. Immutable.</summary>
public sealed record CodeSheetFacts
{
    /// <summary>The name of the archive.</summary>
    public required string Archive { get; init; }

    /// <summary>What distinguishes this page from others: 16 hexadecimal digits.</summary>
    public required string Id { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>The codes in their order, eight digits each; 1 to 40.</summary>
    public required IReadOnlyList<string> Codes { get; init; }

    /// <summary>The command that tests a code.</summary>
    public required string Test { get; init; }
}
