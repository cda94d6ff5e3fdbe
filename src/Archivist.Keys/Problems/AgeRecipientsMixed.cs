using Archivist.Platform.Problems;

namespace Archivist.Keys.Problems;

/// <summary>Recipients of several kinds cannot share one age file: a passphrase stands alone, and a classical recipient would undo the post-quantum protection of a hybrid one.</summary>
public sealed record AgeRecipientsMixed(string File) : Problem(Failure.Usage, File);
