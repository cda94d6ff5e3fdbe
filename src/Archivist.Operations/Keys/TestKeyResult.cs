using Archivist.Keys.Age;
using Archivist.Repository.Crypto;

namespace Archivist.Operations.Keys;

/// <summary>A key that opens the repository.</summary>
/// <param name="Kind">Through which file of the keyring; null for the password itself.</param>
/// <param name="Key">The key of the repository that was opened in the end.</param>
public sealed record TestKeyResult(AgeRecipientKind? Kind, Digest Key) : OperationResult;
