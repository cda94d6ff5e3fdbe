using Archivist.Platform.Problems;
using Archivist.Repository.Stores;

namespace Archivist.Operations.Problems;

/// <summary>Neither the repository nor any replica that answers has a good copy of some objects.</summary>
/// <param name="Objects">The objects, at least one.</param>
public sealed record ObjectsLost(IReadOnlyList<ObjectName> Objects) : Problem(Failure.DataLoss, Objects[0].ToString());
