using Archivist.Platform.Problems;

namespace Archivist.Repository.Stores.Problems;

/// <summary>An object that is read as a whole is larger than the limit in bytes, which no honest writer exceeds.</summary>
public sealed record ObjectTooLarge(string Object, string Location, long Limit) : Problem(Failure.Tampering, Object);
