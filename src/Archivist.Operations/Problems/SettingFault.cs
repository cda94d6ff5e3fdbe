using Archivist.Drills;
using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>What is wrong with a setting. The private constructor closes the set.</summary>
public abstract record SettingFault
{
    private SettingFault()
    {
    }

    /// <summary>A required key is missing.</summary>
    /// <param name="Section">The section to add it to, as written in the file; null for the top of the file.</param>
    /// <param name="Key">The key without its tables.</param>
    public sealed record Missing(string? Section, string Key) : SettingFault;

    /// <summary>A required table is missing.</summary>
    /// <param name="Section">The section, as written in the file.</param>
    /// <param name="Keys">The keys that it must have.</param>
    public sealed record TableMissing(string Section, IReadOnlyList<string> Keys) : SettingFault;

    /// <summary>The key is unknown.</summary>
    /// <param name="Known">The keys that are known there.</param>
    /// <param name="Nearest">The key that was probably meant; null when none is near.</param>
    /// <param name="Step">The kind of step that knows no such key; null where the key is unknown everywhere.</param>
    public sealed record UnknownKey(IReadOnlyList<string> Known, string? Nearest, string? Step) : SettingFault;

    /// <summary>A text is empty.</summary>
    /// <param name="IsVariable">An environment variable is, and not a key of the file.</param>
    public sealed record Empty(bool IsVariable) : SettingFault;

    /// <summary>A value has the wrong type.</summary>
    public sealed record WrongType(TomlType Found, SettingType Expected) : SettingFault;

    /// <summary>A list has an empty text.</summary>
    public sealed record EmptyItem : SettingFault;

    /// <summary>A list has an item that is not a text.</summary>
    public sealed record WrongItem(TomlType Found) : SettingFault;

    /// <summary>A variable looks like a TOML array and is none.</summary>
    public sealed record NotAnArray(TomlFault Fault) : SettingFault;

    /// <summary>A variable is not a whole number.</summary>
    public sealed record NotAnInteger(long Least, long Most) : SettingFault;

    /// <summary>A number is out of range.</summary>
    public sealed record OutOfRange(long Value, long Least, long Most) : SettingFault;

    /// <summary>A variable is neither true nor false.</summary>
    public sealed record NotABoolean : SettingFault;

    /// <summary>A word is not one of those that are known.</summary>
    /// <param name="Known">The known words.</param>
    /// <param name="Nearest">The word that was probably meant; null when none is near.</param>
    public sealed record UnknownWord(IReadOnlyList<string> Known, string? Nearest) : SettingFault;

    /// <summary>A text is not the address of a web server.</summary>
    public sealed record NotAWebAddress : SettingFault;

    /// <summary>What is sent there could be read on the way.</summary>
    public sealed record NotEncrypted : SettingFault;

    /// <summary>A text is not the address of a mailbox.</summary>
    public sealed record NotAMailAddress : SettingFault;

    /// <summary>A list names no program.</summary>
    public sealed record ProgramMissing : SettingFault;

    /// <summary>A text is not the verifier key of a witness.</summary>
    public sealed record NotAWitnessKey : SettingFault;

    /// <summary>Two witnesses have one key.</summary>
    public sealed record WitnessRepeated(string Name) : SettingFault;

    /// <summary>A step names a replica, and the settings name none.</summary>
    public sealed record NoReplicas : SettingFault;

    /// <summary>A name has characters that no name may have.</summary>
    public sealed record NotAName : SettingFault;

    /// <summary>A name is used twice.</summary>
    public sealed record NameRepeated(string Name) : SettingFault;

    /// <summary>The name in the file is not that of the file.</summary>
    /// <param name="Expected">The name of the file.</param>
    public sealed record NameDiffers(string Expected) : SettingFault;

    /// <summary>The list of sources is empty.</summary>
    public sealed record NoSources : SettingFault;

    /// <summary>It begins as the address of an NBD export, and is none.</summary>
    public sealed record NotABlockSource(string Address) : SettingFault;

    /// <summary>The repository is not in a local directory.</summary>
    public sealed record RepositoryNotLocal : SettingFault;

    /// <summary>A text is not a reference to a secret; it may be the secret, and is not repeated.</summary>
    public sealed record NotASecretReference(SecretReferenceFault Fault) : SettingFault;

    /// <summary>A text is not an amount of money such as <c>6.95</c>.</summary>
    public sealed record NotAnAmount : SettingFault;

    /// <summary>A text is not a currency such as <c>EUR</c>.</summary>
    public sealed record NotACurrency : SettingFault;

    /// <summary>A text is not a day such as <c>2026-11-30</c>.</summary>
    public sealed record NotADay : SettingFault;

    /// <summary>A text is not a size in bytes.</summary>
    public sealed record NotASize : SettingFault;

    /// <summary>A text is not a price.</summary>
    public sealed record NotAPrice : SettingFault;

    /// <summary>A rule of the policy asks for more copies than there are.</summary>
    /// <param name="Rule">The key of the rule without its table.</param>
    /// <param name="Wanted">How many copies it asks for.</param>
    /// <param name="Copies">How many copies there are to be.</param>
    public sealed record PolicyContradictory(string Rule, int Wanted, int Copies) : SettingFault;

    /// <summary>A replica is a disc.</summary>
    public sealed record ReplicaIsDisc : SettingFault;

    /// <summary>A replica has one address, and shares too.</summary>
    public sealed record UrlAndShares : SettingFault;

    /// <summary>It is none of the shares of its replica.</summary>
    public sealed record NotAShare : SettingFault;

    /// <summary>The address of a replica has a user name or password.</summary>
    public sealed record UrlHasCredentials : SettingFault;

    /// <summary>A key is of no use for a replica of that kind.</summary>
    /// <param name="Kinds">The kinds of address that it is for.</param>
    public sealed record NotForThisAddress(IReadOnlyList<string> Kinds) : SettingFault;

    /// <summary>Of a user and a password one is given without the other.</summary>
    /// <param name="Other">The key that is missing.</param>
    public sealed record PartnerMissing(string Other) : SettingFault;

    /// <summary>An address is not supported.</summary>
    /// <param name="Reason">What is wrong with the address.</param>
    public sealed record AddressRefused(Problem Reason) : SettingFault;

    /// <summary>A text is not a volume label.</summary>
    public sealed record NotAVolumeLabel : SettingFault;

    /// <summary>The key of the ledger lies in the directory of the ledger.</summary>
    public sealed record KeyInsideLedger : SettingFault;

    /// <summary>A cron expression has the wrong number of fields.</summary>
    public sealed record CronFieldCount(int Fields) : SettingFault;

    /// <summary>A cron expression leaves both or neither of its days open.</summary>
    public sealed record CronDays : SettingFault;

    /// <summary>A field of a cron expression is invalid.</summary>
    public sealed record CronField(CronUnit Unit) : SettingFault;

    /// <summary>The time zone is unknown on this machine.</summary>
    public sealed record UnknownTimeZone : SettingFault;

    /// <summary>A schedule has no steps.</summary>
    public sealed record NoSteps : SettingFault;

    /// <summary>A medium is unknown.</summary>
    /// <param name="Known">The words for media.</param>
    public sealed record UnknownMedium(IReadOnlyList<string> Known) : SettingFault;

    /// <summary>A drill is to open its disc with a key that <c>[drill]</c> does not give.</summary>
    public sealed record DrillKeyMissing(DrillKeyKind Kind) : SettingFault;

    /// <summary>Media are listed in a step that builds no set.</summary>
    public sealed record MediaWithoutSet : SettingFault;

    /// <summary>A capacity is not a whole number of sectors.</summary>
    public sealed record CapacityInvalid : SettingFault;

    /// <summary>A disc template lacks ISO 9660, from which machines boot.</summary>
    public sealed record Iso9660Missing : SettingFault;

    /// <summary>An alignment is not the length of an error correction block.</summary>
    public sealed record AlignmentInvalid : SettingFault;

    /// <summary>A text is not the name of a directory on a disc.</summary>
    public sealed record NotADiscDirectory : SettingFault;

    /// <summary>A text is not the name of a file.</summary>
    public sealed record NotAFileName : SettingFault;

    /// <summary>The page beside a template is missing.</summary>
    public sealed record PageMissing(string Path) : SettingFault;

    /// <summary>A pattern has a placeholder that is unknown.</summary>
    public sealed record UnknownPlaceholder(string Name) : SettingFault;

    /// <summary>A pattern has braces that are no placeholder.</summary>
    public sealed record NotAPlaceholder : SettingFault;
}
