namespace Archivist.Keys.Shares;

/// <summary>What all shares of one set have in common (SLIP-0039, "Format of the share mnemonic"). Public: none of it is secret.</summary>
/// <param name="Identifier">15 random bits that name the set.</param>
/// <param name="IsExtendable">Whether the secret may be split again into further sets, because the identifier does not salt its encryption.</param>
/// <param name="IterationExponent">0 to 15: the passphrase is stretched by 10,000 × 2ⁿ iterations.</param>
/// <param name="GroupThreshold">How many groups are needed, 1 to 16.</param>
/// <param name="GroupCount">How many groups there are, 1 to 16.</param>
public sealed record ShareParameters(int Identifier, bool IsExtendable, int IterationExponent, int GroupThreshold, int GroupCount)
{
    /// <summary>The two words with which every share of the set begins: how people distinguish sets.</summary>
    public string Words
    {
        get
        {
            var bits = Identifier << 5 | (IsExtendable ? 16 : 0) | IterationExponent;
            return $"{WordList.WordOf((ushort)(bits >> 10))} {WordList.WordOf((ushort)(bits & 0x3FF))}";
        }
    }
}
