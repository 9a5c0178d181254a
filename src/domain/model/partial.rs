//! Tables of which a file may give a part: what it leaves out keeps the default of its place.

/// Defines how a table of type `$type` is read at each of some places that have different defaults.
macro_rules! partial {
    ($type:ident { $($field:ident: $kind:ty),+ } $($place:ident = $default:expr;)+) => {
        impl $type {
            fn with_given<'de, D: serde::Deserializer<'de>>(self, table: D) -> Result<Self, D::Error> {
                #[derive(serde::Deserialize)]
                #[serde(deny_unknown_fields)]
                struct Given { $($field: Option<$kind>),+ }
                let given = <Given as serde::Deserialize>::deserialize(table)?;
                Ok(Self { $($field: given.$field.unwrap_or(self.$field)),+ })
            }
        }

        $(
            fn $place<'de, D: serde::Deserializer<'de>>(table: D) -> Result<$type, D::Error> {
                $default.with_given(table)
            }
        )+
    };
}
pub(super) use partial;
