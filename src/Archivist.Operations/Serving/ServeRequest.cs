namespace Archivist.Operations.Serving;

/// <summary>Where to serve a repository.</summary>
public sealed record ServeRequest : OperationRequest
{
    /// <summary>Address and port to listen on, such as <c>127.0.0.1:8000</c>; port 0 takes a free one.</summary>
    public required string Listen { get; init; }

    /// <summary>Called once the repository is served.</summary>
    public required Action<ServeResult> Serving { get; init; }
}
