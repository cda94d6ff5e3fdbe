using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>A drive or an image holds another disc than the one that is wanted.</summary>
public sealed record OtherDiscInserted(string Place, Guid Found, Guid Wanted) : Problem(Failure.Usage, Place);
