using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;

namespace Archivist.Discs.Burning.Imapi;

/// <summary>The drives of the machine (IMAPI 2, imapi2.h).</summary>
[GeneratedComInterface(StringMarshalling = StringMarshalling.Custom, StringMarshallingCustomType = typeof(BStrStringMarshaller))]
[Guid("27354130-7F64-5B0F-8F00-5D77AFBE261E")]
internal partial interface IDiscMaster2 : IDispatch
{
    nint GetNewEnum();

    string GetItem(int index);

    int GetCount();

    [return: MarshalAs(UnmanagedType.VariantBool)]
    bool GetIsSupportedEnvironment();
}
