namespace Archivist.Operations.Keys.Sharing;

/// <summary>Shares that people hold.</summary>
public sealed record SharesRequest : OperationRequest
{
    /// <summary>The shares; empty to have them asked for, one after the other, with <see cref="Events.Question.Share"/>.</summary>
    public required IReadOnlyList<GivenShare> Shares { get; init; }
}
