namespace Archivist.Operations.Discs.Labelling;

/// <summary>Discs for which something is printed.</summary>
public sealed record LabelDiscsRequest : OperationRequest
{
    /// <summary>Discs by id, beginning of an id, or label.</summary>
    public IReadOnlyList<string> Discs { get; init; } = [];

    /// <summary>All discs of the set of this name besides; null for none.</summary>
    public string? Set { get; init; }

    /// <summary>What is printed; empty for everything.</summary>
    public IReadOnlyList<PrintKind> Kinds { get; init; } = [];

    /// <summary>The format of the files.</summary>
    public PrintFormat Format { get; init; }

    /// <summary>The directory to write to.</summary>
    public required string Output { get; init; }

    /// <summary>The lines of the sender's address.</summary>
    public IReadOnlyList<string> From { get; init; } = [];

    /// <summary>The lines of the receiver's address.</summary>
    public IReadOnlyList<string> To { get; init; } = [];

    /// <summary>Files that are there may be replaced.</summary>
    public bool MayReplace { get; init; }

    /// <summary>Hears of each file when it is there; null when no one waits for that.</summary>
    public Action<PrintedFile>? Printed { get; init; }
}
