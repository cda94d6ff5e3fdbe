namespace Archivist.Operations.Discs.Rebuilding;

/// <summary>A disc whose image is to be made again.</summary>
public sealed record RemasterDiscRequest : OperationRequest
{
    /// <summary>The disc by id, beginning of an id, or label.</summary>
    public required string Disc { get; init; }

    /// <summary>The image file.</summary>
    public required string Output { get; init; }

    /// <summary>The disc itself or its image, from which alone it is made again; null to make it by its plan.</summary>
    public string? From { get; init; }

    /// <summary>Drives, images and directories of images to ask for what repository and replicas do not have.</summary>
    public IReadOnlyList<string> Discs { get; init; } = [];

    /// <summary>A file that is there may be replaced.</summary>
    public bool MayReplace { get; init; }
}
