namespace Archivist.Operations.Keys.Codes;

/// <summary>A one-time code that is tried.</summary>
public sealed record CheckCodeRequest : OperationRequest
{
    /// <summary>The code as it was typed; spaces are passed over.</summary>
    public required string Code { get; init; }

    /// <inheritdoc/>
    public override string ToString() => nameof(CheckCodeRequest);
}
