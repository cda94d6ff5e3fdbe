using Archivist.Repository.Stores;

namespace Archivist.Operations.Auditing;

/// <summary>A disc that gives an object whole and as its name says, which a replica does not give, or gives differently.</summary>
/// <param name="Object">The object.</param>
/// <param name="Disc">Where it was read: the disc or image.</param>
public sealed record DiscWitness(ObjectName Object, string Disc);
